import { type Html, html } from './html.ts';

/** Where every page leads: the incidents first. */
export function siteLinks(base: string): Html {
  return html`<a href="${`${base}/`}">Firebreak</a><a href="${`${base}/services`}">Services</a><a href="${`${base}/numbers`}">Numbers</a>`;
}
