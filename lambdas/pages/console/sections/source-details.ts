import type { EvidenceSource } from '../../../domain/reporting/evidence/evidence-section.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { isWebUrl } from '../../html/safe-url.ts';

/** Where a fact comes from: the query, folded, and the way to it where there is one. */
export function sourceDetails(query: string, link: string | null, name = 'How was this measured?'): Html {
  return html`<details class="small source"><summary>${name}</summary><code>${clip(query, 600)}</code>
${link !== null && isWebUrl(link) && html`<a href="${link}" rel="noopener noreferrer nofollow">Open it where it was run</a>`}</details>`;
}

/** The same beside another fact that is told above it: of a query that differs in one line, that line; of the very same one, nothing. */
export function sourceBeside(source: EvidenceSource, above: EvidenceSource | undefined): Html | null {
  if (above === undefined) return sourceDetails(source.query, source.link);
  if (source.query === above.query && source.link === above.link) return null;
  const lines = source.query.split('\n');
  const others = above.query.split('\n');
  const own = lines.filter((line, place) => line !== others[place]);
  const [only] = own;
  return lines.length > 1 && lines.length === others.length && own.length === 1 && only !== undefined
    ? html`<details class="small source"><summary>How was this measured?</summary><code>${clip(only, 600)}</code> The rest as above.</details>`
    : sourceDetails(source.query, source.link);
}
