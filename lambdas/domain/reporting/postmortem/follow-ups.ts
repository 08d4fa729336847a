import type { TimelineEntry } from '../../records/timeline.ts';
import { isKind, isStep } from './citations.ts';
import type { PostmortemInput } from './postmortem-input.ts';

/** Something to do once it is over, and the entries that say why. */
export interface FollowUp {
  readonly text: string;
  readonly owner: string | null;
  readonly belongs: (entry: TimelineEntry) => boolean;
}

/** What the record itself asks for; people add the rest. */
export function followUps({ record, policy }: PostmortemInput): readonly FollowUp[] {
  const { incident, debts, steps } = record;
  const service = policy.services.find(({ id }) => id === incident.service);
  const owner = service?.owner ?? incident.commander;
  const by = owner === null ? '' : ` (${owner})`;
  const list: FollowUp[] = debts
    .filter(({ status }) => status !== 'restored')
    .flatMap((debt) => {
      const belongs = ({ id }: TimelineEntry) => id === `debt.recorded:${debt.stepIndex}:${debt.resource}`;
      return [
        `${debt.howToRestore} (${debt.owner}, by ${debt.dueAt})`,
        `In code: ${debt.backport} (${debt.owner})`,
      ].map((text) => ({ text, owner: debt.owner, belongs }));
    });
  const suspect = incident.assessment?.suspects.find(({ ruledOut }) => !ruledOut);
  if (suspect !== undefined) {
    const text = `Find out whether and how "${suspect.summary}" caused this, and which test would have caught it${by}`;
    list.push({ text, owner, belongs: isKind('suspects.ranked') });
  } else {
    list.push({ text: `Find the cause${by}`, owner, belongs: isKind('suspects.ranked', 'incident.opened') });
  }
  for (const { index, verification } of steps) {
    if (verification === null || verification.verdict.state === 'recovered') continue;
    const text = `Find out why step ${index + 1} did not help, and whether it belongs in the runbook${by}`;
    list.push({ text, owner, belongs: isStep(index, 'step.verified') });
  }
  for (const { kind } of incident.assessment?.unavailable ?? []) {
    const text = `Make ${kind.replace('-', ' ')} available to triage${by}`;
    list.push({ text, owner, belongs: ({ id }) => id === `evidence.unavailable:${kind}` });
  }
  if (service === undefined) {
    const text = `Add ${incident.service} in ${incident.environment} to services.yaml${by}`;
    list.push({ text, owner, belongs: isKind('incident.opened') });
  }
  return list;
}
