import * as z from 'zod/mini';
import { utcMinute } from '../../domain/utc-minute.ts';
import type { SmokeTestKind } from '../../ports/plug-ins/smoke-test.ts';
import { allowEverywhere } from '../../resources/allow.ts';
import { readNewest } from '../../resources/aws/metrics/newest-reading.ts';
import { namedField } from '../../resources/named-field.ts';

// https://docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html
const schema = z.strictObject({
  canary: namedField(/^[0-9a-z_-]{1,255}$/, 'must be the name of a canary, and not its ARN'),
});
type CanarySpec = z.infer<typeof schema>;

/** A canary that runs less often says too little about the last minutes. */
const lookBackMinutes = 30;

/**
 * The newest run of a canary of CloudWatch Synthetics, as its own metric tells it: one point for each run, 100 when it passed.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
 */
export const canarySmokeTest: SmokeTestKind<CanarySpec> = {
  kind: 'canary',
  title: 'A canary of CloudWatch Synthetics, by its newest run',
  schema,
  describe: ({ canary }) => `canary ${canary}`,
  secrets: () => [],
  hosts: () => [],
  iam: (specs) =>
    allowEverywhere(['cloudwatch:GetMetricData'], specs, 'CloudWatch knows no resource for reading metrics.'),

  async run({ aws, now, signal }, { canary }) {
    const newest = await readNewest(
      aws,
      {
        namespace: 'CloudWatchSynthetics',
        name: 'SuccessPercent',
        dimensions: { CanaryName: canary },
        stat: 'Average',
      },
      { from: new Date(now.getTime() - lookBackMinutes * 60_000), until: now, signal },
    );
    if (newest === null) {
      return {
        outcome: 'unknown',
        text: `the canary ${canary} has not run within ${lookBackMinutes} minutes`,
      };
    }
    const at = newest.at.toISOString();
    const when = `at ${utcMinute(at)}`;
    return newest.value >= 100
      ? { outcome: 'passed', text: `its run ${when} passed`, at }
      : {
          outcome: 'failed',
          text: `its run ${when} failed (${Math.round(newest.value)} % of its steps passed)`,
          at,
        };
  },
};
