import type * as z from 'zod';
import type { Scenario } from '../../../local/world/scenario/scenario.ts';
import { worldSchema } from '../../../local/world/scenario/scenario-schema.ts';

type Parts = Partial<z.input<typeof worldSchema>>;

/** A scenario made in code: an account with just these parts, in which nothing happens. */
export function aScenario(parts: Parts): Scenario {
  return {
    name: 'test',
    summary: 'An account of the tests',
    seed: null,
    about: 'triage',
    metrics: { lateSeconds: 0, gaps: [], missing: [], vanish: [] },
    expect: {
      culprit: null,
      service: 'checkout',
      healthy: true,
      symptoms: ['unknown'],
      severities: ['SEV3'],
      stabilizedBy: [],
      endsWith: 'recovery',
    },
    ...worldSchema.parse({ services: [], ...parts }),
  };
}
