import type { Evidence, EvidenceKind } from '../../../domain/records/evidence.ts';
import {
  type EvidenceDescription,
  inOrderOf,
} from '../../../domain/reporting/evidence/evidence-description.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';

type Found<Kind extends EvidenceKind> = Extract<Evidence, { kind: Kind; status: 'available' }>;

/** What was read of one kind, or null; then `unknownReasons` says why, once triage has ended. */
export function found<Kind extends EvidenceKind>(
  { evidence }: Pick<IncidentView, 'evidence'>,
  kind: Kind,
): Found<Kind> | null {
  return (
    evidence.find((each): each is Found<Kind> => each.kind === kind && each.status === 'available') ?? null
  );
}

/** Why a kind of evidence, or a part of it, could not be had, in the words of its reader. */
export function unknownReasons(
  { evidence, assessment }: Pick<IncidentView, 'evidence' | 'assessment'>,
  kind: EvidenceKind,
  kinds: readonly EvidenceDescription[],
): readonly string[] {
  const missing = evidence.flatMap((each) => (each.status === 'unavailable' ? [each] : []));
  return [
    ...[...missing, ...(assessment?.unavailable ?? [])]
      .filter((each) => each.kind === kind)
      .map(({ reason }) => reason),
    ...inOrderOf(kinds, evidence).flatMap((each) =>
      each.kind.kind === kind ? each.kind.missing(each.evidence) : [],
    ),
  ];
}
