import type { ReasonFound } from '../../domain/dead-letters/death.ts';
import { reasonByTime } from '../../domain/dead-letters/reason-by-time.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import type { EvidenceQuery, EvidenceReader } from '../../ports/plug-ins/evidence-reader.ts';

/** What the logs of a service said anew since the first of its dead letters was sent. Never rejects. */
export async function readLoggedReason(
  logs: EvidenceReader,
  query: EvidenceQuery,
  firstSentAt: string | null,
): Promise<ReasonFound> {
  try {
    const startedAt = new Date(firstSentAt ?? query.now);
    const found = await logs.read({ ...query, startedAt });
    if (found.status === 'unavailable') return { reason: null, missing: found.reason };
    return 'patterns' in found
      ? { reason: reasonByTime(found), missing: null }
      : { reason: null, missing: 'not read' };
  } catch (error) {
    return { reason: null, missing: failureReason(error) };
  }
}
