import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { pendingCommand } from './pending-command.ts';

/** Why automation must do nothing more for an incident, for people; null while it may. */
export function whyStopped(record: Pick<RecordedFacts, 'incident' | 'entries' | 'debts'>): string | null {
  const { status, automationStoppedAt, automationStoppedBy } = record.incident;
  if (status === 'closed') return 'The incident is closed';
  const pending = pendingCommand(record);
  if (pending !== null && pending.command !== 'resume') {
    return `${nameOf(pending.by)} ${pending.given === 'resolve' ? 'resolved the incident' : 'took over'}`;
  }
  if (automationStoppedAt === null) return null;
  const by = automationStoppedBy === undefined ? '' : ` by ${nameOf(automationStoppedBy)}`;
  return `Automation was stopped for this incident${by} at ${automationStoppedAt}`;
}

/** The id of a person, of an actor. */
export function nameOf(actor: string): string {
  return actor.replace(/^person:/, '');
}
