import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { plainForm, reasonForm, resolveForm, severityForm, textForm } from '../../html/command-forms.ts';
import { type Html, html } from '../../html/html.ts';
import { stopForm } from '../../html/stop-controls.ts';

/** What whoever has the incident can tell Firebreak, with what follows from it and how it is taken back. */
export interface Act {
  readonly name: string;
  /** One letter, which opens it. */
  readonly key: string;
  readonly label: string;
  readonly effect: string;
  readonly form: Html;
}

/** Those that the incident takes as it stands. */
export function actsOn(incident: IncidentView): readonly Act[] {
  const { service, severity, status, automationStoppedAt, debts } = incident;
  const note: Act = {
    name: 'note',
    key: 'n',
    label: 'Note',
    effect: 'It goes on the timeline, with your name.',
    form: textForm('note', 'What you see or did', 'Add the note'),
  };
  if (status === 'closed') return [note];
  const openDebts = debts.filter((debt) => debt.status === 'open').map(({ resource }) => resource);
  const isStopped = automationStoppedAt !== null || status === 'handed-over';
  const takeOver: Act = {
    name: 'take-over',
    key: 't',
    label: 'Take over',
    effect: 'Automation stops for this incident. You can resume it later.',
    form: reasonForm('take-over', 'Stop automation, I take over'),
  };
  return [
    {
      name: 'acknowledge',
      key: 'a',
      label: 'Acknowledge',
      effect: `You have it: nobody else is called. Automation ${isStopped ? 'stays stopped' : 'goes on'}.`,
      form: plainForm('acknowledge', 'I have it'),
    },
    ...(isStopped ? [] : [takeOver]),
    {
      name: 'stop',
      key: 'x',
      label: 'Stop actions',
      effect: 'No action begins, on this service or on all, until somebody allows it again.',
      form: stopForm(service),
    },
    {
      name: 'resolve',
      key: 'r',
      label: 'Resolve',
      effect: 'It closes and is no longer watched. A new alert opens a new incident.',
      form: resolveForm(openDebts.slice(0, 12)),
    },
    note,
    {
      name: 'severity',
      key: 's',
      label: 'Severity',
      effect: 'It stays as you set it until somebody sets it again.',
      form: severityForm(severity),
    },
    {
      name: 'update',
      key: 'u',
      label: 'Status update',
      effect: 'Your words go to everybody who follows. Mail cannot be unsent.',
      form: textForm('update', 'How it stands', 'Send it'),
    },
  ];
}

export function commandsSection(acts: readonly Act[]): Html {
  return html`<section id="commands" aria-label="Commands"><div class="acts">${acts.map(actDetails)}</div></section>`;
}

function actDetails({ name, key, label, effect, form }: Act): Html {
  return html`<details name="act" id="${`act-${name}`}"><summary data-key="${key}">${label}</summary><p class="small">${effect}</p>${form}</details>`;
}
