import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { isWebUrl } from '../../html/safe-url.ts';

/** Where a fact comes from: the query, folded, and the way to it where there is one. */
export function sourceDetails(query: string, link: string | null, name = 'How was this measured?'): Html {
  return html`<details class="small source"><summary>${name}</summary><code>${clip(query, 600)}</code>
${link !== null && isWebUrl(link) && html`<a href="${link}" rel="noopener noreferrer nofollow">Open it where it was run</a>`}</details>`;
}
