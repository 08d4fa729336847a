import { areOver } from '../../correlation/flapping.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import type { Approval } from '../../records/approval/approval.ts';
import { voided } from '../../records/approval/approval-transitions.ts';
import { type Change, changesOf } from '../../records/evidence.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { automationStopText } from '../commands/why-stopped.ts';
import { recoveredBy } from '../recovery/latest-readings.ts';

type Facts = Pick<RecordedFacts, 'incident' | 'alerts' | 'evidence'>;

/** The approval as it ends since it no longer fits what the incident's record says; null while it does. */
export function endedIfStale(
  facts: Facts,
  approval: Approval,
  policy: Pick<CompiledPolicy, 'correlation' | 'guardrails'>,
  now: Date,
): Approval | null {
  const stale = whyStale(facts, approval);
  if (stale !== null) return voided(approval, stale, null, now);
  const over = whySeemsOver(facts, approval, policy, now);
  const ended = over === null ? null : voided(approval, over, null, now);
  return ended && { ...ended, seemsOver: true };
}

/**
 * Why it seems to be over by itself, for people; null while it does not. That every alert resolved is no reason alone: senders lose sight of
 * alerts. The newest readings must show it too.
 */
function whySeemsOver(
  { alerts, evidence }: Facts,
  { step }: Approval,
  { correlation: { flapping }, guardrails }: Pick<CompiledPolicy, 'correlation' | 'guardrails'>,
  now: Date,
): string | null {
  // What restores waits for just that.
  if (step.phase === 'restore' || !areOver(alerts, flapping)) return null;
  const recovered = recoveredBy(evidence, step.expectation, guardrails.recovery, now);
  return recovered === null ? null : `Every alert of the incident resolved by itself: ${recovered}`;
}

function whyStale({ incident, evidence }: Facts, approval: Approval): string | null {
  if (incident.status === 'closed') return 'The incident is closed';
  if (incident.status === 'handed-over') return 'The incident was handed over to people';
  if (incident.automationStoppedAt !== null) return automationStopText(incident);
  if (incident.status === 'awaiting-approval' && incident.approvalId !== approval.id) {
    return 'Another step is awaiting approval now';
  }
  if (incident.status === 'verifying') return 'A step was already executed';
  if (incident.assessment?.plan.hash !== approval.planHash)
    return 'The plan changed after this was requested';
  const changes = changesOf(evidence);
  const newer = supersededBy(changes, approval);
  return newer === null ? null : `The suspect change was followed by another one: ${newer.summary}`;
}

/** The change that followed, on the same resource, the one that the step reverts. */
function supersededBy(changes: readonly Change[], { step }: Approval): Change | null {
  const suspect = changes.find(({ id }) => id === step.changeId);
  if (suspect === undefined) return null;
  return changes.find(({ resource, at }) => resource.key === suspect.resource.key && at > suspect.at) ?? null;
}
