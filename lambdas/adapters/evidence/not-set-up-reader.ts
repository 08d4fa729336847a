import type { EvidenceKind, UnavailableEvidence } from '../../domain/evidence/evidence.ts';
import type { EvidenceReader } from '../../ports/evidence-reader.ts';

/** Says of a kind of evidence that nothing reads it here. */
export function createNotSetUpReader(kind: EvidenceKind): EvidenceReader<UnavailableEvidence> {
  return {
    kind,
    read: async ({ now }) => ({
      kind,
      status: 'unavailable',
      gatheredAt: now.toISOString(),
      reason: `not set up: nothing reads ${kind === 'logs' ? 'logs' : 'the blast radius'} yet`,
    }),
  };
}
