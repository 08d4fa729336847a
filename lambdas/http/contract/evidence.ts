import * as z from 'zod/mini';
import { evidenceKinds } from '../../evidence/index.ts';

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
  ...evidenceKinds.map(({ response }) => response),
  unavailableEvidence,
  unknownEvidence,
]);
