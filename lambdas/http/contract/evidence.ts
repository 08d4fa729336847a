import * as z from 'zod/mini';
import { blastRadiusResponse } from '../../evidence/blast-radius/blast-radius-response.ts';
import { changesResponse } from '../../evidence/changes/changes-response.ts';
import { logsResponse } from '../../evidence/logs/logs-response.ts';
import { metricsResponse } from '../../evidence/metrics/metrics-response.ts';

/** A kind of evidence that could not be read at all, and why. */
export const unavailableEvidence = z.object({
  kind: z.string(),
  status: z.literal('unavailable'),
  gatheredAt: z.string(),
  reason: z.string(),
});

/** Of a kind that this version does not know there is no more than that it was read. */
const unknownEvidence = z.object({
  kind: z.string(),
  status: z.literal('available'),
  gatheredAt: z.string(),
});

export const evidence = z.union([
  metricsResponse,
  logsResponse,
  changesResponse,
  blastRadiusResponse,
  unavailableEvidence,
  unknownEvidence,
]);
