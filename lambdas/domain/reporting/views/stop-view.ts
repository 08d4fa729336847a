import type { GuardrailsPolicy } from '../../policy/policy.ts';
import type { KillSwitch } from '../../records/guardrails/kill-switch.ts';
import { personOf } from '../../records/timeline.ts';

/** A kill switch that is on. `at` is null where policy turned it on. */
export interface StopView {
  /** Null: everything. */
  readonly service: string | null;
  readonly at: string | null;
  /** Such as `person:ana`, or `policy`. */
  readonly by: string;
  readonly reason: string;
}

/** Everything that is stopped now: the most general first. */
export function viewStops(
  policy: Pick<GuardrailsPolicy, 'killSwitch'>,
  killSwitches: readonly KillSwitch[],
): readonly StopView[] {
  const byPolicy: readonly StopView[] = policy.killSwitch
    ? [{ service: null, at: null, by: 'policy', reason: 'killSwitch: true in guardrails.yaml' }]
    : [];
  const on = killSwitches
    .filter(({ isOn }) => isOn)
    .map(({ service, at, by, reason }) => ({ service, at, by, reason }));
  return [...byPolicy, ...on].toSorted((a, b) => ((a.service ?? '') < (b.service ?? '') ? -1 : 1));
}

/** What is stopped, and by whom, for people. */
export function stopSentence({ service, by }: StopView): string {
  const what = service === null ? 'Every action is stopped' : `Actions on ${service} are stopped`;
  return `${what} by ${personOf(by)}`;
}
