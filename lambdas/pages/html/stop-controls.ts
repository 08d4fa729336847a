import { type DebtCommand, debtCommands } from '../../domain/records/command.ts';
import { type StopView, stopSentence } from '../../domain/reporting/views/stop-view.ts';
import type { WayOn } from '../../domain/reporting/views/ways-on.ts';
import { type Html, html } from './html.ts';
import { clip } from './labels.ts';
import { timeTag } from './times.ts';

/** What is stopped, above everything else of a page. Only where pages are open can it be released here: a link may not loosen anything. */
export function stopBanner(stop: StopView): Html {
  const { service, at, reason } = stop;
  const go = `npx firebreak go${service === null ? '' : ` --service ${service}`} --reason …`;
  const release =
    at === null
      ? html`It ends with the policy's next deployment.`
      : html`To let them run again: <code>${go}</code>`;
  return html`<section class="card now bad" role="alert"><h2>${clip(stopSentence(stop), 120)}</h2>
<p>${clip(reason, 500)}</p><p class="small">${at !== null && html`Since ${timeTag(at, 'date-time')}. `}${release}</p></section>`;
}

/** Stops automation from a page: everything, or one service. */
export function stopForm(service: string | null): Html {
  const what = service === null ? 'Stop every action' : `Stop every action on ${clip(service, 80)}`;
  return postForm(
    { open: '/v1/kill-switch', link: '/v1/console/kill-switch', body: { isOn: true, service } },
    what,
  );
}

/** Takes an incident over from its page. */
export function takeOverForm(incidentId: string): Html {
  const open = `/v1/incidents/${encodeURIComponent(incidentId)}/commands`;
  return postForm(
    { open, link: '/v1/console/commands', body: { incidentId, command: 'take-over' }, field: 'comment' },
    'Take over: automation stops',
  );
}

const wayBodies: Readonly<Record<WayOn['kind'], Readonly<Record<string, unknown>>>> = {
  'next-step': {},
  'new-plan': { fresh: true },
  'ask-again': { again: true },
};

/** Resumes automation from the page of a handed-over incident. */
export function wayOnForm(incidentId: string, kind: WayOn['kind']): Html {
  const open = `/v1/incidents/${encodeURIComponent(incidentId)}/commands`;
  const body = { incidentId, command: 'resume', ...wayBodies[kind] };
  return postForm({ open, link: '/v1/console/commands', body, field: 'comment' }, 'Continue this way');
}

const debtChoices: Readonly<Record<DebtCommand, string>> = {
  'settle-debt': 'It is restored',
  'renew-debt': 'It stays 24 h longer',
  'accept-debt': 'It stays as it is, for good',
};

/** Closes or renews a debt from the page of its incident. */
export function debtForm(incidentId: string, resource: string): Html {
  const open = `/v1/incidents/${encodeURIComponent(incidentId)}/commands`;
  const choice = html`<select name="command" aria-label="What about it">${debtCommands.map((command) => html`<option value="${command}">${debtChoices[command]}</option>`)}</select> `;
  const posted = {
    open,
    link: '/v1/console/commands',
    body: { incidentId, debt: resource },
    field: 'comment',
  };
  return postForm(posted, 'Record', choice);
}

interface Posted {
  /** Where it goes to where pages are open, and with a personal link. */
  readonly open: string;
  readonly link: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly field?: string;
}

/** The script sends it as JSON, with the key of the reader's link where there is one. */
function postForm(
  { open, link, body, field = 'reason' }: Posted,
  button: string,
  before: Html | null = null,
): Html {
  return html`<form class="post" data-open="${open}" data-link="${link}" data-body="${JSON.stringify(body)}">
${before}<label>Why <input name="${field}" required minlength="3" maxlength="500" autocomplete="off"></label> <button>${button}</button></form>`;
}
