import type { Incident } from '../../domain/records/incident.ts';
import type { Postmortem } from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import { html } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import { firstThatFits, frameBytes, type PageContent, type Site } from '../html/layout.ts';
import { type BodyBudget, postmortemBody, wholeBody } from './postmortem-body.ts';
import { formsOf } from './postmortem-forms.ts';
import { postmortemStyle } from './postmortem-style.ts';

/** Some of the 50 kB is left for the title. */
const mainBytes = 50_000 - frameBytes - postmortemStyle.length - 1000;
/** What people wrote may make it longer. */
const budgets: readonly [BodyBudget, ...BodyBudget[]] = [
  wholeBody,
  { entries: 'cited', text: 4000 },
  { entries: 'cited', text: 600 },
  { entries: 'cited', text: 160 },
  { entries: 'cited', text: 60 },
];

export interface PostmortemPageInput {
  readonly incident: Pick<Incident, 'id' | 'status'>;
  readonly document: Postmortem | null;
  /** What an earlier version of Firebreak wrote. */
  readonly markdown: string | null;
}

/** Where a postmortem is read, completed and published. */
export function postmortemPage(
  site: Site,
  { incident, document, markdown }: PostmortemPageInput,
): PageContent {
  const back = html`<p class="small"><a href="${`${site.base}/incidents/${incident.id}`}">The incident</a></p>`;
  const title = `Postmortem of ${incident.id}`;
  if (document === null) {
    return {
      title,
      refreshSeconds: null,
      style: postmortemStyle,
      main: html`${back}<h1>Postmortem</h1>${
        markdown === null
          ? html`<p>${incident.status === 'closed' ? html`There is no postmortem yet. To draft one: <code>npx firebreak postmortem write ${incident.id}</code>` : 'It is written when the incident is closed.'}</p>`
          : html`<pre>${markdown}</pre>`
      }`,
    };
  }
  const forms = formsOf(document);
  const main = firstThatFits(
    budgets,
    mainBytes,
    (budget) => html`${back}${postmortemBody(document, forms, budget)}`,
  );
  // Who writes is not disturbed: it changes when they save.
  const { incident: about } = document;
  return {
    title: `Postmortem: ${clip(about.title, 80)}`,
    refreshSeconds: null,
    style: postmortemStyle,
    main,
  };
}
