import type { Incident } from '../../records/incident.ts';

/** What a step of the plan is called. */
export function stepSummary({ assessment }: Pick<Incident, 'assessment'>, index: number): string {
  return assessment?.plan.steps[index]?.summary ?? `Step ${index + 1}`;
}
