import { type Html, html } from './html.ts';

/** A share of 0–1 as a bar; what it shows stands beside it in words. */
export function shareBar(share: number, tone: 'bad' | 'plain' = 'bad'): Html {
  return html`<svg class="bar" aria-hidden="true"><rect class="${tone}" width="${widthOf(share)}" height="8"/></svg>`;
}

/** Two amounts of one scale, the earlier above the later. */
export function beforeAfterBar(before: number, after: number, most: number): Html {
  return html`<svg class="bar" aria-hidden="true"><rect class="quiet" width="${widthOf(before / most)}" height="3"/><rect class="bad" y="4" width="${widthOf(after / most)}" height="4"/></svg>`;
}

/** Whatever is there can be seen. */
function widthOf(share: number): string {
  const width = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) * 100 : 0;
  return `${width > 0 ? Math.max(2, Math.round(width)) : 0}%`;
}
