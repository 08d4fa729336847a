import type { Evidence } from '../../records/evidence.ts';
import type { Assessment } from '../../records/incident.ts';
import { similarLabel } from '../labels/similar-label.ts';
import { type EvidenceDescription, inOrderOf } from './evidence-description.ts';
import type { EvidenceFact } from './evidence-fact.ts';

/** The grounds of a plan, most telling first: suspects, what each kind of evidence tells, what was ruled out, what could not be read. */
export function evidenceFacts(
  evidence: readonly Evidence[],
  assessment: Assessment | null,
  kinds: readonly EvidenceDescription[],
): readonly EvidenceFact[] {
  const found = inOrderOf(kinds, evidence);
  const suspects = assessment?.suspects ?? [];
  const suspectFacts = (kind: 'suspect' | 'ruled-out') =>
    suspects
      .filter(({ ruledOut }) => ruledOut === (kind === 'ruled-out'))
      .map(({ summary, reasons, at }) => ({ ...plain, kind, at, text: withReasons(summary, reasons) }));
  const unavailable = (text: string, at: string) => ({ ...plain, kind: 'unavailable' as const, at, text });
  return [
    ...suspectFacts('suspect'),
    ...found.flatMap(({ kind, evidence: each }) => kind.facts(each)),
    ...suspectFacts('ruled-out'),
    ...(assessment?.similar ?? []).map((former) => ({
      ...plain,
      kind: 'similar' as const,
      at: former.openedAt,
      text: similarLabel(former),
    })),
    ...found.flatMap(({ kind, evidence: each }) =>
      kind.missing(each).map((text) => unavailable(`Not read: ${text}`, each.gatheredAt)),
    ),
    ...(assessment?.unavailable ?? []).map(({ kind, reason, gatheredAt }) =>
      unavailable(`No ${kind.replace('-', ' ')}: ${reason}`, gatheredAt),
    ),
  ];
}

const plain = { source: null, points: [] } as const;

function withReasons(summary: string, reasons: readonly string[]): string {
  return reasons.length === 0 ? summary : `${summary} (${reasons.join('; ')})`;
}
