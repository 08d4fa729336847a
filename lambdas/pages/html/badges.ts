import type { CloseOutcome, IncidentStatus } from '../../domain/records/incident.ts';
import type { Severity } from '../../domain/records/severity.ts';
import type { StepState } from '../../domain/reporting/views/step-view.ts';
import { type Html, html } from './html.ts';
import { outcomeLabels, statusLabels, stepLabels } from './labels.ts';

export type Tone = 'bad' | 'warn' | 'good' | 'plain';

const severityTones: Readonly<Record<Severity, Tone>> = { SEV1: 'bad', SEV2: 'warn', SEV3: 'plain' };
const statusTones: Partial<Record<IncidentStatus, Tone>> = {
  'awaiting-approval': 'warn',
  'handed-over': 'bad',
  closed: 'good',
};
const stepTones: Partial<Record<StepState, Tone>> = {
  'awaiting-approval': 'warn',
  recovered: 'good',
  worse: 'bad',
  'no-better': 'bad',
  unknown: 'bad',
  'not-undone': 'bad',
  replaced: 'plain',
  inconclusive: 'warn',
};

export function severityBadge(severity: Severity): Html {
  return badge(severity, severityTones[severity]);
}

export function statusBadge(status: IncidentStatus, outcome: CloseOutcome | null): Html {
  const tone = outcome === 'unattended' ? 'bad' : (statusTones[status] ?? 'plain');
  return badge(outcome === null ? statusLabels[status] : outcomeLabels[outcome], tone);
}

export function stepBadge(state: StepState): Html {
  return badge(stepLabels[state], stepTones[state] ?? 'plain');
}

function badge(text: string, tone: Tone): Html {
  return html`<span class="badge ${tone}">${text}</span>`;
}
