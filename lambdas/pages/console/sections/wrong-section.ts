import type { EvidenceKind } from '../../../domain/records/evidence.ts';
import type { SeverityVerdict } from '../../../domain/records/severity.ts';
import { occurrenceLabel } from '../../../domain/reporting/labels/log-labels.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { affectedLabel, inOrder } from '../../../domain/triage/blast-radius/affected-labels.ts';
import { metricLabel, metricValue } from '../../../domain/triage/series/metric-labels.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { lowerFirst } from '../../html/quantities.ts';
import { timeTag } from '../../html/times.ts';
import { degradationOf } from './degradation.ts';
import { found, unknownReasons } from './found-evidence.ts';

/** A verdict with the values that made its rule hold, where they were kept. */
type Judged = Pick<SeverityVerdict, 'rule'> & {
  readonly values?: readonly { readonly path: string; readonly value: string | number | boolean }[];
};

/** The answer at one glance: how bad and why, since when, what is measured, who is hit, the new error, the suspect. */
export function wrongSection(incident: IncidentView): Html {
  return html`<section id="wrong"><h2>What ${incident.status === 'closed' ? 'was' : 'is'} wrong</h2><dl>
<dt>Severity</dt><dd>${severityText(incident)}</dd>
<dt>Since</dt><dd>${sinceText(incident)}</dd>
${
  incident.assessment !== null &&
  html`<dt>Measured</dt><dd>${measuredText(incident)}</dd>
<dt>Affected</dt><dd>${affectedText(incident)}</dd>
<dt>New error</dt><dd>${errorText(incident)}</dd>
<dt>Suspect</dt><dd>${suspectText(incident)}</dd>`
}
</dl></section>`;
}

/** A severity that rose since has a reason of its own, and no rule. */
function severityText({ severity, severityReason, symptom, assessment }: IncidentView): Html {
  const given = assessment?.severity ?? null;
  const isGiven = given?.severity === severity;
  return html`<strong>${severity}</strong> because ${clip(severityReason, 300)}
<div class="small quiet">${symptom}${isGiven && html` · rule <code>${clip(given.rule, 120)}</code>`}${given !== null && !isGiven && html` · ${given.severity} at triage, by <code>${clip(given.rule, 120)}</code>`}</div>${given !== null && valuesText(given)}`;
}

/** What the rule read to hold. */
function valuesText({ values = [] }: Judged): Html | null {
  return values.length === 0
    ? null
    : html`<details class="small" id="severity-values"><summary>The values it read</summary><dl>${values
        .slice(0, 12)
        .map(
          ({ path, value }) =>
            html`<dt><code>${clip(path, 80)}</code></dt><dd>${clip(String(value), 120)}</dd>`,
        )}</dl></details>`;
}

function sinceText(incident: IncidentView): Html {
  const { onset } = degradationOf(incident);
  const opened = html`<span class="small quiet">opened ${timeTag(incident.openedAt, 'date-time')}</span>`;
  if (onset === null) {
    return html`Not known; ${opened}`;
  }
  const by =
    onset.by === 'alert'
      ? 'as the alert says'
      : `${lowerFirst(metricLabel(onset.metric))} left its usual range`;
  return html`${timeTag(onset.at)} (${by}); ${opened}`;
}

function measuredText(incident: IncidentView): Html {
  const { readings } = degradationOf(incident);
  if (readings.length === 0) {
    return unknown(incident, 'metrics', 'No metric is configured.');
  }
  const left = readings.filter(({ onsetAt }) => onsetAt !== null);
  if (left.length === 0) {
    return html`No metric has left its usual range.`;
  }
  return html`${left
    .slice(0, 3)
    .map(
      ({ name, unit, current, baseline }) =>
        html`<div>${metricLabel(name)} <b>${current === null ? 'no current reading' : metricValue(current, unit)}</b>${baseline !== null && `, usually ${metricValue(baseline.median, unit)}`}</div>`,
    )}${left.length > 3 && html`<a class="small" href="#metrics">and ${left.length - 3} more</a>`}`;
}

function affectedText(incident: IncidentView): Html {
  const dimensions = inOrder(found(incident, 'blast-radius')?.dimensions ?? []);
  if (dimensions.length === 0) {
    return unknown(incident, 'blast-radius', 'Nothing tells who is affected.');
  }
  return html`${dimensions.slice(0, 3).map((each, place) => html`${place > 0 && ', '}${place === 0 ? html`<b>${affectedLabel(each)}</b>` : affectedLabel(each)}`)}`;
}

function errorText(incident: IncidentView): Html {
  const logs = found(incident, 'logs');
  if (logs === null) {
    return unknown(incident, 'logs', 'No log was read.');
  }
  const fresh = logs.patterns.filter(({ isNew }) => isNew);
  const [first] = fresh;
  if (first === undefined) {
    return html`None in the logs.`;
  }
  return html`<code>${clip(first.pattern, 160)}</code> <b>${occurrenceLabel(first, logs)}</b>${fresh.length > 1 && html` <a class="small" href="#errors">and ${fresh.length - 1} more</a>`}`;
}

function suspectText(incident: IncidentView): Html {
  const suspects = (incident.assessment?.suspects ?? []).filter(({ ruledOut }) => !ruledOut);
  if (suspects.length === 0) {
    return found(incident, 'changes') === null
      ? unknown(incident, 'changes', 'No change was read.')
      : html`No change is suspected.`;
  }
  const { culprit = null, explanation = null, reason = '' } = incident.assessment ?? {};
  const blamed = suspects.find(({ changeId }) => changeId === culprit);
  if (blamed === undefined) {
    const weighed = suspects.length === 1 ? 'one was weighed' : `${suspects.length} were weighed`;
    return html`No change is blamed. ${clip(explanation?.text ?? reason, 240)} <a class="small" href="#suspects">${weighed}</a>`;
  }
  return html`<strong>${clip(blamed.summary, 200)}</strong>, ${timeTag(blamed.at)}: ${clip(blamed.reasons[0] ?? '', 160)}${suspects.length > 1 && html` <a class="small" href="#suspects">and ${suspects.length - 1} more</a>`}`;
}

function unknown(incident: IncidentView, kind: EvidenceKind, otherwise: string): Html {
  const [reason] = unknownReasons(incident, kind);
  return reason === undefined
    ? html`<span class="quiet">Not known. ${otherwise}</span>`
    : html`<span class="caveat">Not known:</span> ${clip(reason, 240)}`;
}
