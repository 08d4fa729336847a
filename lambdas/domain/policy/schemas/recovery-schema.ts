import * as z from 'zod';
import type { Immutable } from '../../records/immutable.ts';

/** `required`: without it nothing has recovered. `shown`: people see it, and it decides nothing. */
const criterionUses = ['required', 'shown', 'off'] as const;

const use = z.enum(criterionUses);
const metricField = z.union(
  [
    use,
    z.strictObject({
      below: z.number().min(0).describe("In the metric's unit; in place of its baseline."),
      use: use.exclude(['off']).default('required'),
    }),
  ],
  { error: `must be ${criterionUses.join(', ')}, or { below: NUMBER }` },
);

/** What has to be true before an incident of a service closes by itself, beside what its step promised. */
export const recoverySchema = z
  .strictObject({
    errorRate: metricField.default('required').describe('Back at its baseline.'),
    latencyP99: metricField.default('required').describe('Back at its baseline.'),
    dlqDepth: metricField.default('required').describe('Stable or falling, or below a number.'),
    alerts: use
      .default('shown')
      .describe('Every alert of the incident resolved; required only where all senders say so.'),
    smokeTests: use.default('required').describe('Every smoke test passed since.'),
  })
  .prefault({});

export type RecoveryCriteriaPolicy = Immutable<z.output<typeof recoverySchema>>;
