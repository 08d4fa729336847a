import { metricLabel } from '../domain/evidence/evidence-facts.ts';
import type { IncidentView } from '../domain/views/incident-view.ts';
import { type ChartMark, metricChart } from './chart.ts';
import { type Html, html } from './html.ts';
import { timeTag } from './times.ts';
import { clip, evidenceWords } from './words.ts';

/** What triage found, and what it could not find, said plainly. */
export function evidenceSection(incident: IncidentView, charts: number): Html | null {
  const missing = [
    ...incident.evidence.filter((each) => each.status === 'unavailable'),
    ...(incident.assessment?.unavailable ?? []),
  ];
  const metrics = incident.evidence.find((each) => each.kind === 'metrics' && each.status === 'available');
  const missingMetrics = metrics?.status === 'available' && metrics.kind === 'metrics' ? metrics.missing : [];
  if (metrics === undefined && missing.length === 0) {
    return null;
  }
  return html`<section><h2>Evidence</h2>
${
  metrics?.status === 'available' &&
  metrics.kind === 'metrics' &&
  html`<p class="small quiet">Read ${timeTag(metrics.gatheredAt)}</p>
${metrics.readings.slice(0, charts).map((reading, place) => metricChart(reading, laterPoints(incident, reading.name), momentsOf(incident), place === 0))}`
}
${missingMetrics.length > 0 && html`<ul>${missingMetrics.map(({ name, reason }) => html`<li><strong>${metricLabel(name)}: not available.</strong> ${clip(reason, 240)}</li>`)}</ul>`}
${missing.length > 0 && html`<ul>${missing.map((each) => html`<li><strong>${evidenceWords[each.kind] ?? each.kind}: not available.</strong> ${clip(each.reason, 240)}</li>`)}</ul>`}
</section>`;
}

/** The readings by which steps were judged, which are later than the evidence. */
function laterPoints(incident: IncidentView, metric: string) {
  return (incident.plan?.steps ?? [])
    .filter((step) => step.expectation.metric === metric)
    .flatMap((step) => step.verification?.readings ?? []);
}

function momentsOf(incident: IncidentView): readonly ChartMark[] {
  const changes = incident.evidence.flatMap((each) =>
    each.kind === 'changes' && each.status === 'available' ? each.changes : [],
  );
  const steps = incident.plan?.steps ?? [];
  return [
    ...changes.map(({ at, summary }) => ({ kind: 'change', at, text: summary }) as const),
    ...steps.flatMap(({ startedAt, summary }) =>
      startedAt === null ? [] : [{ kind: 'action', at: startedAt, text: summary } as const],
    ),
    ...steps.flatMap(({ undoResult }) =>
      undoResult === null ? [] : [{ kind: 'action', at: undoResult.at, text: undoResult.text } as const],
    ),
  ];
}
