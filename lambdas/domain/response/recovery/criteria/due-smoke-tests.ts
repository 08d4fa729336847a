import type { SmokeTest } from '../../../policy/schemas/smoke-test-schema.ts';
import type { Incident } from '../../../records/incident.ts';
import type { RecoveryLook } from '../../../records/recovery-look/recovery-look.ts';

/** Those that run at this moment: what may write or costs waits until the metrics are good. */
export function dueSmokeTests(
  tests: readonly SmokeTest[],
  { since }: Pick<Extract<Incident, { status: 'verifying' }>, 'since'>,
  look: RecoveryLook | undefined,
): readonly SmokeTest[] {
  const areMetricsGood = look?.since === since && look.metricsGoodAt !== null;
  return tests.filter(({ runs }) => runs === 'once-per-check' || areMetricsGood);
}
