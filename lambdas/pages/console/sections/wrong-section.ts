import type { SeverityVerdict } from '../../../domain/records/severity.ts';
import {
  type EvidenceDescription,
  type EvidenceGlance,
  type GlanceLine,
  inOrderOf,
} from '../../../domain/reporting/evidence/evidence-description.ts';
import { lowerFirst } from '../../../domain/reporting/labels/first-letter.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { metricLabel } from '../../../domain/triage/series/metric-labels.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { timeTag, withTimes } from '../../html/times.ts';
import { degradationOf } from './degradation.ts';
import { found, unknownReasons } from './found-evidence.ts';

/** A verdict with the values that made its rule hold, where they were kept. */
type Judged = Pick<SeverityVerdict, 'rule'> & {
  readonly values?: readonly { readonly path: string; readonly value: string | number | boolean }[];
};

/** The answer at one glance: how bad and why, since when, what is measured, who is hit, the new error, the suspect. */
export function wrongSection(incident: IncidentView, kinds: readonly EvidenceDescription[]): Html {
  return html`<section id="wrong"><h2>What ${incident.status === 'closed' ? 'was' : 'is'} wrong</h2><dl>
<dt>Severity</dt><dd>${severityText(incident)}</dd>
<dt>Since</dt><dd>${sinceText(incident)}</dd>
${incident.assessment !== null && html`${kinds.map((kind) => glanceItem(incident, kind))}<dt>Suspect</dt><dd>${suspectText(incident, kinds)}</dd>`}
</dl></section>`;
}

/** A severity that rose since has a reason of its own, and no rule. */
function severityText({ severity, severityReason, symptom, assessment }: IncidentView): Html {
  const given = assessment?.severity ?? null;
  const isGiven = given?.severity === severity;
  return html`<strong>${severity}</strong>: ${clip(severityReason, 300)}
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
  const opened = html`<small>opened ${timeTag(incident.openedAt, 'date-time')}</small>`;
  if (onset === null) {
    return html`Not known; ${opened}`;
  }
  const by =
    onset.by === 'alert'
      ? 'as the alert says'
      : `${lowerFirst(metricLabel(onset.metric))} left its usual range`;
  return html`${timeTag(onset.at)} (${by}); ${opened}`;
}

/** Of what most services have none nothing is said where there is none. */
function glanceItem(incident: IncidentView, kind: EvidenceDescription): Html | false {
  const { glance } = kind;
  const { closedAt, updatedAt } = incident;
  if (glance === undefined || glance === null) return false;
  const [read] = inOrderOf([kind], incident.evidence);
  const reasons = unknownReasons(incident, kind.kind, [kind]);
  if (glance.unread === null && read === undefined && reasons.length === 0) return false;
  const found = read === undefined ? null : glance.lines(read.evidence);
  const section = read === undefined ? null : (kind.section?.(read.evidence, []) ?? null);
  const text =
    found === null
      ? unknown(reasons, glance.unread ?? '')
      : glanceText(glance, found, { sectionId: section?.id ?? '', near: closedAt ?? updatedAt });
  return html`<dt>${glance.term}</dt><dd>${text}</dd>\n`;
}

function glanceText(
  glance: EvidenceGlance,
  found: NonNullable<ReturnType<EvidenceGlance['lines']>>,
  { sectionId, near }: { readonly sectionId: string; readonly near: string },
): Html {
  if (found.lines.length === 0) return html`${glance.none}`;
  const shown = found.lines.map((line) => html`${line.map((part) => glancePart(part, near))}`);
  return html`${shown.length === 1 ? shown : shown.map((line) => html`<div>${line}</div>`)}${found.more > 0 && html` <a class="small" href="${`#${sectionId}`}">and ${found.more} more</a>`}`;
}

function glancePart({ text, tone }: GlanceLine[number], near: string): Html {
  if (tone === 'strong') return html`<b>${clip(text, 160)}</b>`;
  return tone === 'code' ? html`<code>${clip(text, 160)}</code>` : html`${withTimes(clip(text, 160), near)}`;
}

function suspectText(incident: IncidentView, kinds: readonly EvidenceDescription[]): Html {
  const suspects = (incident.assessment?.suspects ?? []).filter(({ ruledOut }) => !ruledOut);
  if (suspects.length === 0) {
    return found(incident, 'changes') === null
      ? unknown(unknownReasons(incident, 'changes', kinds), 'No change was read.')
      : html`No change is suspected.`;
  }
  const { culprit = null, explanation = null, reason = '' } = incident.assessment ?? {};
  const blamed = suspects.find(({ changeId }) => changeId === culprit);
  if (blamed === undefined) {
    const weighed = suspects.length === 1 ? 'one was weighed' : `${suspects.length} were weighed`;
    return html`No change is blamed. ${withTimes(clip(explanation?.text ?? reason, 240), incident.openedAt)} <a class="small" href="#suspects">${weighed}</a>`;
  }
  return html`<strong>${clip(blamed.summary, 200)}</strong>, ${timeTag(blamed.at)}: ${clip(blamed.reasons[0] ?? '', 160)}${suspects.length > 1 && html` <a class="small" href="#suspects">and ${suspects.length - 1} more</a>`}`;
}

function unknown([reason]: readonly string[], otherwise: string): Html {
  return reason === undefined
    ? html`<span class="quiet">Not known. ${otherwise}</span>`
    : html`<span class="caveat">Not known:</span> ${clip(reason, 240)}`;
}
