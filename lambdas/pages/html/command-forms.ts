import { type Command, type DebtCommand, debtCommands } from '../../domain/records/command.ts';
import { type Severity, severities } from '../../domain/records/severity.ts';
import type { WayOn } from '../../domain/reporting/views/ways-on.ts';
import { type Html, html } from './html.ts';
import { clip } from './labels.ts';
import { reasonField } from './post-form.ts';

/** Around everything of an incident's page: its forms go there. */
export function commandTarget(incidentId: string, content: Html): Html {
  const open = `/v1/incidents/${encodeURIComponent(incidentId)}/commands`;
  const body = JSON.stringify({ incidentId });
  return html`<div id="incident" data-open="${open}" data-link="/v1/console/commands" data-base="${body}">${content}</div>`;
}

/** A command to the incident of the page, in the name of whoever sends it. */
function commandForm(command: Command, button: string, fields: Html | null): Html {
  return html`<form class="post">${fields} <button name="command" value="${command}">${button}</button><output class="problem"></output></form>`;
}

/** A command that takes nothing but the reason. */
export function reasonForm(command: Command, button: string): Html {
  return commandForm(command, button, reasonField('comment'));
}

/** A command that says all by itself. */
export function plainForm(command: Command, button: string): Html {
  return commandForm(command, button, null);
}

/** A command that is a text. */
export function textForm(command: 'note' | 'update', label: string, button: string): Html {
  const text = html`<label class="long">${label} <textarea name="comment" rows="3" required minlength="3" maxlength="2000"></textarea></label>`;
  return commandForm(command, button, text);
}

export function severityForm(current: Severity): Html {
  const others = severities.filter((each) => each !== current);
  const choice = html`<select name="severity" aria-label="Severity">${others.map((each) => html`<option>${each}</option>`)}</select> `;
  return commandForm('set-severity', 'Set it', html`${choice}${reasonField('comment')}`);
}

/** Closes an incident; what stays changed is accepted by name, and stays a debt. */
export function resolveForm(openDebts: readonly string[]): Html {
  const accepted = openDebts.map(
    (resource) =>
      html`<label class="check"><input type="checkbox" name="acceptDebts" value="${resource}" data-list> Close it although ${clip(resource, 160)} is still to be restored</label>`,
  );
  return commandForm(
    'resolve',
    'Resolve it',
    html`${reasonField('comment', 'How you know')}${accepted}<label class="check"><input type="checkbox" name="yes"> Also if the newest readings do not show it</label>`,
  );
}

/** Resumes automation from the page of a handed-over incident. */
export function wayOnForm({ kind, proposal }: Pick<WayOn, 'kind' | 'proposal'>): Html {
  const fresh = html`<input type="hidden" name="fresh" value="true" data-flag>`;
  const choices: Readonly<Record<WayOn['kind'], Html | null>> = {
    'next-step': null,
    'new-plan': fresh,
    proposal: html`${fresh}<input type="hidden" name="proposal" value="${proposal?.id ?? ''}">`,
    'ask-again': html`<input type="hidden" name="again" value="true" data-flag>`,
  };
  return commandForm('resume', 'Continue this way', html`${choices[kind]}${reasonField('comment')}`);
}

const debtChoices: Readonly<Record<DebtCommand, string>> = {
  'settle-debt': 'It is restored',
  'renew-debt': 'It stays 24 h longer',
  'accept-debt': 'It stays as it is, for good',
};

/** Closes or renews a debt from the page of its incident. */
export function debtForm(resource: string): Html {
  return html`<form class="post"><input type="hidden" name="debt" value="${resource}"><select name="command" aria-label="What about it">${debtCommands.map((command) => html`<option value="${command}">${debtChoices[command]}</option>`)}</select> ${reasonField('comment')} <button>Record</button><output class="problem"></output></form>`;
}
