import type { Postmortem } from '../document/postmortem-schema.ts';
import { isKind, isStep, numbersOf } from './citations.ts';
import { type Draft, stepName } from './draft-input.ts';

type FollowUp = Postmortem['followUps'][number];

/** What the record itself asks for; people add the rest. Empty where nothing supports one. */
export function followUps({ record, timeline, policy }: Draft): readonly FollowUp[] {
  const { incident, steps } = record;
  const service = policy.services.find(({ id }) => id === incident.service);
  const owner = service?.owner ?? incident.commander;
  const list: FollowUp[] = [];
  const add = (text: string, belongs: Parameters<typeof numbersOf>[1]) => {
    const cites = numbersOf(timeline, belongs);
    if (cites.length > 0) list.push({ text, owner, cites });
  };
  const suspect = incident.assessment?.suspects.find(({ ruledOut }) => !ruledOut);
  if (suspect === undefined) add('Find the cause', isKind('suspects.ranked', 'incident.opened'));
  else {
    add(
      `Find out whether and how "${suspect.summary}" caused this, and which test would have caught it`,
      isKind('suspects.ranked'),
    );
  }
  for (const { index, verification } of steps) {
    if (verification === null || verification.verdict.state === 'recovered') continue;
    const name = stepName(record, index);
    add(`Find out why "${name}" did not help, and whether it belongs in the runbook`, isStep(index, 'step.verified'));
  }
  for (const { kind } of incident.assessment?.unavailable ?? []) {
    const belongs = ({ id }: { readonly id: string }) => id === `evidence.unavailable:${kind}`;
    add(`Make ${kind.replace('-', ' ')} available to triage`, belongs);
  }
  if (service === undefined) {
    add(`Add ${incident.service} in ${incident.environment} to services.yaml`, isKind('incident.opened'));
  }
  return list;
}
