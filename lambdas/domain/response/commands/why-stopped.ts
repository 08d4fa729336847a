import type { Incident } from '../../records/incident.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { personOf } from '../../records/timeline.ts';
import { pendingCommand } from './pending-command.ts';

/** Why automation must do nothing more for an incident, for people; null while it may. */
export function whyStopped(record: Pick<RecordedFacts, 'incident' | 'entries' | 'debts'>): string | null {
  const { status, automationStoppedAt } = record.incident;
  if (status === 'closed') return 'The incident is closed';
  const pending = pendingCommand(record);
  if (pending !== null && pending.command !== 'resume') {
    return `${personOf(pending.by)} ${pending.given === 'resolve' ? 'resolved the incident' : 'took over'}`;
  }
  return automationStoppedAt === null ? null : automationStopText(record.incident);
}

export function automationStopText({
  automationStoppedAt,
  automationStoppedBy,
}: Pick<Incident, 'automationStoppedAt' | 'automationStoppedBy'>): string {
  const by = automationStoppedBy === undefined ? '' : ` by ${personOf(automationStoppedBy)}`;
  return `Automation was stopped for this incident${by} at ${automationStoppedAt}`;
}
