import type { Change, ChangesEvidence } from '../../domain/evidence/evidence.ts';
import type { EvidenceQuery, EvidenceReader } from '../../ports/evidence-reader.ts';

/** Reads the changes that one kind of source knows of. */
export interface ChangesReader {
  read(query: EvidenceQuery): Promise<readonly Change[]>;
}

/**
 * All sources together, newest change first. One source that fails makes the changes unavailable: without its changes
 * another one could be blamed.
 */
export function createChangesReader(sources: readonly ChangesReader[]): EvidenceReader<ChangesEvidence> {
  return {
    kind: 'changes',
    async read(query) {
      const found = await Promise.all(sources.map((source) => source.read(query)));
      const changes = found
        .flat()
        .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1));
      return { kind: 'changes', status: 'available', gatheredAt: query.now.toISOString(), changes };
    },
  };
}
