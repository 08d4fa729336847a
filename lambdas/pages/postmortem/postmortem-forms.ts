import type {
  Postmortem,
  SectionId,
  Words,
} from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import { type Html, html } from '../html/html.ts';

/** What a person can do to a document on its page; in a file there is none of it. */
export interface PostmortemForms {
  /** To write in a section. */
  words(section: SectionId, known: Words): Html | null;
  question(question: Postmortem['questions'][number]): Html | null;
  /** What leads to the next state. */
  state(document: Postmortem): Html | null;
}

export const noForms: PostmortemForms = { words: () => null, question: () => null, state: () => null };

/** What each is for, in the words of the button. */
export function formsOf({ incident, state }: Postmortem): PostmortemForms {
  const open = `/v1/incidents/${encodeURIComponent(incident.id)}/postmortem`;
  const form = (body: Readonly<Record<string, unknown>>, fields: Html | null, button: string) =>
    html`<form class="post wide" data-open="${open}" data-link="/v1/console/postmortem" data-body="${JSON.stringify({ incidentId: incident.id, ...body })}">${fields}<button>${button}</button></form>`;
  const textForm = (body: Readonly<Record<string, unknown>>, label: string, known: Words, button: string) =>
    form(
      { ...body, basedOn: known?.version ?? 0 },
      html`<label>${label}<textarea name="text" rows="4" maxlength="10000">${known?.text ?? ''}</textarea></label>`,
      button,
    );
  const reasonForm = (body: Readonly<Record<string, unknown>>, label: string, button: string) =>
    form(
      body,
      html`<label>${label}<input name="text" required minlength="3" maxlength="1000" autocomplete="off"></label>`,
      button,
    );
  if (state === 'published') {
    return {
      ...noForms,
      state: () => reasonForm({ change: 'reopen' }, 'Why it is to be changed', 'Open it again'),
    };
  }
  return {
    words: (section, known) =>
      html`<details><summary class="small">Write here</summary>${textForm({ change: 'words', section }, 'In your words (plain text)', known, 'Save')}</details>`,
    question: ({ id, answer, leftOpen }) =>
      html`<details><summary class="small">Answer</summary>${textForm({ change: 'answer', question: id }, 'Your answer (plain text)', answer, 'Save')}${
        answer === null &&
        leftOpen === null &&
        reasonForm(
          { change: 'leave-open', question: id },
          'Or why it stays without an answer',
          'Leave it open',
        )
      }</details>`,
    state: () =>
      html`${form({ change: 'write' }, null, 'Bring the generated parts up to date')}${
        state === 'in-review'
          ? form({ change: 'publish' }, null, 'Publish')
          : form({ change: 'review' }, null, 'Give it to review')
      }`,
  };
}
