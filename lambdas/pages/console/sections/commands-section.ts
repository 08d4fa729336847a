import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { plainForm, reasonForm, resolveForm, severityForm, textForm } from '../../html/command-forms.ts';
import { type Html, html } from '../../html/html.ts';
import { stopForm } from '../../html/stop-controls.ts';

/** What whoever has the incident can tell Firebreak, each with what follows from it and how it is taken back. */
export function commandsSection(incident: IncidentView): Html {
  const { service, severity, status, automationStoppedAt, debts } = incident;
  const note = act('note', 'n', 'Note', 'It goes on the timeline, with your name.', [
    textForm('note', 'What you see or did', 'Add the note'),
  ]);
  if (status === 'closed') return section([note]);
  const openDebts = debts.filter((debt) => debt.status === 'open').map(({ resource }) => resource);
  return section([
    act('acknowledge', 'a', 'Acknowledge', 'You have it: nobody else is called. Automation goes on.', [
      plainForm('acknowledge', 'I have it'),
    ]),
    automationStoppedAt === null &&
      status !== 'handed-over' &&
      act('take-over', 't', 'Take over', 'Automation stops for this incident. You can resume it later.', [
        reasonForm('take-over', 'Stop automation, I take over'),
      ]),
    act('resolve', 'r', 'Resolve', 'It closes and is no longer watched. A new alert opens a new incident.', [
      resolveForm(openDebts.slice(0, 12)),
    ]),
    note,
    act('severity', 's', 'Severity', 'It stays as you set it until somebody sets it again.', [
      severityForm(severity),
    ]),
    act('update', 'u', 'Status update', 'Your words go to everybody who follows. Mail cannot be unsent.', [
      textForm('update', 'How it stands', 'Send it'),
    ]),
    act('stop', 'x', 'Stop actions', 'No action begins, on any incident, until somebody allows it again.', [
      stopForm(service),
    ]),
  ]);
}

function section(acts: readonly (Html | false)[]): Html {
  return html`<section id="commands" aria-label="Commands"><div class="acts">${acts}</div></section>`;
}

function act(name: string, key: string, label: string, effect: string, forms: readonly Html[]): Html {
  return html`<details name="act" id="${`act-${name}`}"><summary data-key="${key}">${label}</summary><p class="small">${effect}</p>${forms}</details>`;
}
