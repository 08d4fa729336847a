import type { Affected, BlastRadiusEvidence } from '../../domain/records/evidence.ts';
import type { ShareItem } from '../../domain/reporting/evidence/evidence-section.ts';
import { upperFirst } from '../../domain/reporting/labels/first-letter.ts';
import {
  affectedLabel,
  dimensionLabel,
  failedLabel,
  inOrder,
} from '../../domain/triage/blast-radius/affected-labels.ts';
import type { EvidencePlugIn } from '../../ports/plug-ins/evidence-kind.ts';
import { blastRadiusConditions } from './blast-radius-conditions.ts';
import { blastRadiusResponse } from './blast-radius-response.ts';

const valuesNamed = 3;
const dimensionsShown = 3;

/** Who is affected along each dimension since the onset. */
export const blastRadiusEvidence = {
  kind: 'blast-radius',
  title: 'Blast radius',
  handler: 'measure-blast-radius',
  conditions: blastRadiusConditions,
  response: blastRadiusResponse,
  gathered: ({ dimensions }) => {
    const measured = dimensions.map(
      ({ dimension, affected, total }) =>
        `${affected}${total === null ? '' : ` of ${total}`} by ${dimension}`,
    );
    return `Blast radius measured: ${measured.join('; ') || 'nothing is configured'}`;
  },
  missing: ({ missing = [] }) =>
    missing.map(({ dimension, reason }) => `${dimensionLabel(dimension)}: ${reason}`),
  facts: ({ dimensions, gatheredAt }) =>
    dimensions.map((affected) => ({
      kind: 'blast-radius',
      text: factText(affected),
      at: gatheredAt,
      source: affected.query,
      points: [],
    })),
  glance: {
    term: 'Affected',
    none: 'Nobody is known to be.',
    unread: 'Nothing tells who is affected.',
    lines({ dimensions }) {
      if (dimensions.length === 0) return null;
      const [first, ...others] = inOrder(dimensions).slice(0, dimensionsShown).map(affectedLabel);
      const line = [
        { tone: 'strong', text: first ?? '' },
        { tone: 'plain', text: others.map((text) => `, ${text}`).join('') },
      ] as const;
      return { lines: [line], more: 0 };
    },
  },
  section: ({ span, dimensions }) =>
    dimensions.length === 0
      ? null
      : {
          id: 'affected',
          heading: 'Who is affected',
          lead: `Who met an error between ${span.from} and ${span.until}; below each, those with most failed requests.`,
          caveat: null,
          items: inOrder(dimensions).map(itemOf),
          source: null,
        },
  postmortem: {
    section: 'impact',
    statements: ({ span, dimensions }) =>
      inOrder(dimensions).map((each) => {
        const hit = each.affected > 0 ? each.most[0] : undefined;
        const hardest = hit === undefined ? '' : `, hardest ${hit.value}`;
        return {
          text: `Affected between ${span.from} and ${span.until}: ${affectedLabel(each)}${hardest}.`,
          counted: `whoever met at least one error in that time, each once${each.truncated ? '; a lower bound, for not all could be read' : ''}`,
          query: each.query,
        };
      }),
    unread: 'Who was affected, and how many, was not measured.',
  },
} satisfies EvidencePlugIn<BlastRadiusEvidence>;

/** `38 of 40 tenants (95 %) affected, most errors: acme, globex`. */
function factText(affected: Affected): string {
  const named = affected.most.slice(0, valuesNamed).map(({ value }) => value);
  const most = named.length === 0 ? '' : `, most errors: ${named.join(', ')}`;
  return `${affectedLabel(affected)} affected${most}`;
}

function itemOf(affected: Affected): ShareItem {
  const { share, total, truncated, most, query, link } = affected;
  return {
    form: 'share',
    text: upperFirst(affectedLabel(affected)),
    share,
    caveat: truncated ? 'A lower bound: not everything could be read.' : null,
    note: total === null ? 'Of how many is not known: only errors are recorded.' : null,
    rows: most.map((value) => ({ name: value.value, text: failedLabel(value) })),
    source: { query, link },
  };
}
