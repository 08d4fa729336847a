import { type Fragment, type Html, html } from './html.ts';

export interface Fold {
  /** Anchor on the page: keys and links that lead to it open it. */
  readonly id: string;
  readonly heading: string;
  /** What is in it, in one line: it is read instead of the rest. */
  readonly fact: Fragment;
  /** Whether it is looked at first. */
  readonly isOpen?: boolean;
}

/** A section that tells its fact and folds the rest away. Paper has all of it. */
export function foldedSection({ id, heading, fact, isOpen = false }: Fold, body: Fragment): Html {
  return html`<section id="${id}">${isOpen ? html`<details class="fold" open>` : html`<details class="fold">`}<summary><h2>${heading}</h2> <small>${fact}</small></summary>
${body}</details></section>`;
}
