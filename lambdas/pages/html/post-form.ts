import { type Html, html } from './html.ts';

/** Where a form goes to where pages are open, and with a personal link. */
export interface PostTarget {
  readonly open: string;
  readonly link: string;
}

/**
 * What the script sends as JSON, with the key of the reader's link where there is one: the body, and what is in the fields. What is refused
 * is told beside the button.
 */
export interface PostForm extends PostTarget {
  readonly body: Readonly<Record<string, unknown>>;
  readonly fields: Html;
  readonly button: string;
  /** What is told once it is done. */
  readonly done: string;
  /** Whether a field that is empty is not sent. */
  readonly leavesOutEmpty?: boolean;
}

export function postForm({ open, link, body, fields, button, done, leavesOutEmpty = false }: PostForm): Html {
  const text = JSON.stringify(body);
  const start = leavesOutEmpty
    ? html`<form class="post" data-open="${open}" data-link="${link}" data-body="${text}" data-done="${done}" data-leave-out-empty>`
    : html`<form class="post" data-open="${open}" data-link="${link}" data-body="${text}" data-done="${done}">`;
  return html`${start}${fields} <button>${button}</button><output class="problem"></output></form>`;
}

/** Why: it goes on the timeline with the person's name. */
export function reasonField(name: 'reason' | 'comment', label = 'Why'): Html {
  return html`<label>${label} <input name="${name}" required minlength="3" maxlength="500" autocomplete="off"></label>`;
}
