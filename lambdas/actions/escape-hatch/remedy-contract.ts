import type { ResourceId } from '../../domain/records/resource.ts';
import type { PlanInput } from '../../domain/response/planning/plannable-action.ts';

/** What every remedy promises that an operator made: only its owner knows what it does. `called` is such as `the webhook`. */
export function remedyContract<Id extends ResourceId>(called: string, nameOf: (id: Id) => string) {
  return {
    phase: 'mitigate',
    risk: 'reversible',
    repeat: 'set',
    plan: ({ target: { id }, change }: PlanInput<Id>) =>
      change === null
        ? ({ ok: true, params: id } as const)
        : ({ ok: false, reason: `${called} ${nameOf(id)} does not revert a change` } as const),
    backport: (id: Id) =>
      `Write down in code what ${nameOf(id)} changed, if it is to stay: the next deployment may change it back otherwise`,
    guardMetrics: [
      { metric: 'errorRate', factor: 1.5 },
      { metric: 'latencyP99', factor: 1.5 },
    ],
  } as const;
}
