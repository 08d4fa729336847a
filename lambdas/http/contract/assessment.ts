import * as z from 'zod/mini';
import { dispositions } from '../../domain/records/incident.ts';
import { suspectFactorNames } from '../../domain/records/plan.ts';
import { severities, symptoms } from '../../domain/records/severity.ts';
import { explanationKinds } from '../../domain/records/text/explanation.ts';
import { unavailableEvidence } from './evidence.ts';
import { openEnum } from './open-enum.ts';
import { similarIncidents } from './similar.ts';

/** What triage concluded. What records from before lack has a default. */
export const assessment = z.object({
  at: z.string(),
  disposition: openEnum(dispositions),
  reason: z.string(),
  severity: z.object({
    severity: openEnum(severities),
    symptom: openEnum(symptoms),
    reason: z.string(),
    rule: z.string(),
    values: z._default(
      z.array(z.object({ path: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) })),
      [],
    ),
  }),
  suspects: z.array(
    z.object({
      changeId: z.string(),
      summary: z.string(),
      at: z.string(),
      score: z.number(),
      reasons: z.array(z.string()),
      ruledOut: z.boolean(),
      factors: z._default(
        z.array(z.object({ name: openEnum(suspectFactorNames), points: z.number(), text: z.string() })),
        [],
      ),
    }),
  ),
  culprit: z._default(z.nullable(z.string()), null),
  explanation: z._default(z.nullable(z.object({ kind: openEnum(explanationKinds), text: z.string() })), null),
  diagnosis: z._default(z.nullable(z.string()), null),
  unavailable: z.array(unavailableEvidence),
  similar: z._default(similarIncidents, []),
});
