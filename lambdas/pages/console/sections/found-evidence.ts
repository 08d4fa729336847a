import type { Evidence, EvidenceKind } from '../../../domain/records/evidence.ts';
import { missingLabels } from '../../../domain/reporting/labels/missing-labels.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';

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
  incident: Pick<IncidentView, 'evidence' | 'assessment'>,
  kind: EvidenceKind,
): readonly string[] {
  const { evidence, assessment } = incident;
  const missing = evidence.flatMap((each) => (each.status === 'unavailable' ? [each] : []));
  return [...missing, ...(assessment?.unavailable ?? [])]
    .filter((each) => each.kind === kind)
    .map(({ reason }) => reason)
    .concat(unknownParts(incident, kind));
}

/** What is not known of a kind of evidence that was read otherwise. */
export function partsNote(incident: Pick<IncidentView, 'evidence'>, kind: EvidenceKind): Html | null {
  const parts = unknownParts(incident, kind);
  return parts.length === 0
    ? null
    : html`<ul class="small plain">${parts.slice(0, 8).map((part) => html`<li><span class="caveat">Not known.</span> ${clip(part, 240)}</li>`)}</ul>`;
}

function unknownParts({ evidence }: Pick<IncidentView, 'evidence'>, kind: EvidenceKind): readonly string[] {
  return evidence.flatMap((each) =>
    each.kind === kind && each.status === 'available' ? missingLabels(each.missing ?? []) : [],
  );
}
