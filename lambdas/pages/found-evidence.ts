import type { EvidenceKind } from '../domain/evidence/evidence.ts';
import type { EvidenceView } from '../domain/views/evidence-view.ts';
import type { IncidentView } from '../domain/views/incident-view.ts';

type Found<Kind extends EvidenceKind> = Extract<EvidenceView, { kind: Kind; status: 'available' }>;

/** What was read of one kind, or null; then `unknownReasons` says why, once triage has ended. */
export function found<Kind extends EvidenceKind>(
  { evidence }: Pick<IncidentView, 'evidence'>,
  kind: Kind,
): Found<Kind> | null {
  return (
    evidence.find((each): each is Found<Kind> => each.kind === kind && each.status === 'available') ?? null
  );
}

/** Why a kind of evidence could not be had, in the words of its reader. */
export function unknownReasons(
  { evidence, assessment }: Pick<IncidentView, 'evidence' | 'assessment'>,
  kind: EvidenceKind,
): readonly string[] {
  const missing = evidence.flatMap((each) => (each.status === 'unavailable' ? [each] : []));
  return [...missing, ...(assessment?.unavailable ?? [])]
    .filter((each) => each.kind === kind)
    .map(({ reason }) => reason);
}
