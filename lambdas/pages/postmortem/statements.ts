import type { Statement, Words } from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import { type Html, html } from '../html/html.ts';
import { timeTag, withTimes } from '../html/times.ts';

/** A generated sentence, with links to the entries that it rests on; its times are those nearest to the given one. */
export function statementItem({ text, counted, query, cites }: Statement, near: string): Html {
  return html`<li>${withTimes(text, near)} ${citeLinks(cites)}${counted !== null && html`<div class="small quiet">Counted: ${withTimes(counted, near)}.</div>`}${query !== null && html`<details><summary class="small quiet">Query</summary><code>${query}</code></details>`}</li>`;
}

export function citeLinks(cites: readonly number[]): Html | null {
  if (cites.length === 0) return null;
  return html`<sup>${cites.map((number, place) => html`${place > 0 && ' '}<a href="${`#e${number}`}">${number}</a>`)}</sup>`;
}

/** What people wrote, as they wrote it, with their names. */
export function wordsBlock(words: Words): Html | null {
  if (words === null) return null;
  return html`<blockquote><div class="words">${words.text}</div><footer>${words.authors.join(', ')}, ${timeTag(words.at, 'date-time')}</footer></blockquote>`;
}
