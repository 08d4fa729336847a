import type { SmokeTest } from '../../../policy/schemas/smoke-test-schema.ts';
import type { Criterion, SmokeRun } from '../../../records/recovery-look/recovery-look.ts';
import { utcMinute } from '../../../utc-minute.ts';

/** A run that was looked at longer ago says nothing about now. */
const freshSeconds = 240;

/** What the newest run of a smoke test says; one from before what was done took effect says nothing. */
export function smokeCriterion(
  { id, name = id }: Pick<SmokeTest, 'id' | 'name'>,
  run: SmokeRun | undefined,
  { required, since, now }: { readonly required: boolean; readonly since: Date; readonly now: Date },
): Criterion {
  const common = { id: `smoke:${id}`, label: `Smoke test: ${name}`, required };
  if (run === undefined || Date.parse(run.at) < since.getTime()) {
    return { ...common, state: 'unknown', text: 'has not run since' };
  }
  if (now.getTime() - Date.parse(run.checkedAt) > freshSeconds * 1000) {
    return { ...common, state: 'unknown', text: `has not run since ${utcMinute(run.checkedAt)}` };
  }
  const states = { passed: 'met', failed: 'not-met', unknown: 'unknown' } as const;
  return { ...common, state: states[run.outcome], text: run.text };
}
