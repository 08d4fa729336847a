import type { IncidentAlert } from '../../records/alert.ts';
import type { Evidence } from '../../records/evidence.ts';
import type { Assessment, Incident } from '../../records/incident.ts';
import { stepsOfPlan } from '../../records/plan.ts';
import type { Symptom } from '../../records/severity.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { EvidenceDescription } from '../evidence/evidence-description.ts';

interface Findings {
  readonly incident: Incident;
  readonly alerts: readonly IncidentAlert[];
  readonly evidence: readonly Evidence[];
}

/** What was seen and concluded: alerts, evidence, severity, suspects, plan. */
export function findingEntries(
  { incident, alerts, evidence }: Findings,
  kinds: readonly EvidenceDescription[],
): readonly TimelineEntry[] {
  return [...alerts.flatMap(alertEntries), ...triageEntries({ incident, evidence }, kinds)];
}

/** What evidence was read, and what was made of it for the plan that is there now. */
export function triageEntries(
  { incident, evidence }: Omit<Findings, 'alerts'>,
  kinds: readonly EvidenceDescription[],
): readonly TimelineEntry[] {
  const unavailable = incident.assessment?.unavailable ?? [];
  return [
    ...[...evidence, ...unavailable].map((each) =>
      ofPlan(incident, evidenceEntry(each, kinds), each.gatheredAt),
    ),
    ...(incident.assessment === null
      ? []
      : assessmentEntries(incident.assessment).map((entry) => ofPlan(incident, entry, entry.at))),
  ];
}

/** What belongs to a later plan is another entry than the same of the plan before. */
function ofPlan({ earlierPlans = [] }: Incident, entry: TimelineEntry, at: string): TimelineEntry {
  const plan = earlierPlans.filter(({ madeAt }) => madeAt < at).length;
  return plan === 0 ? entry : { ...entry, id: `${entry.id}:${plan}` };
}

const ofSomePlan = /^(evidence\.(gathered|unavailable):.|(incident\.assessed|suspects\.ranked|plan\.made)$)/;

/** The entry of this id. Of what each plan has one, the newest plan's: it is named by the id of the first. */
export function newestOf(timeline: readonly TimelineEntry[], id: string): TimelineEntry | undefined {
  if (!ofSomePlan.test(id)) return timeline.find((entry) => entry.id === id);
  return timeline.findLast(
    (entry) =>
      entry.id === id || (entry.id.startsWith(`${id}:`) && /^\d+$/.test(entry.id.slice(id.length + 1))),
  );
}

function alertEntries({ alert, firstSeenAt, lastSeenAt, lastTold }: IncidentAlert): readonly TimelineEntry[] {
  const seen = {
    id: `alert.seen:${alert.source}:${alert.fingerprint}`,
    at: firstSeenAt,
    actor: `source:${alert.source}`,
    kind: 'alert.seen',
    text: `Alert: ${alert.title}`,
    data: { fingerprint: alert.fingerprint, startsAt: alert.startsAt, severity: alert.severityRaw },
  };
  if (alert.status === 'no-data') {
    const at = lastTold?.stateSaidAt ?? lastSeenAt;
    const lost = {
      ...seen,
      id: `alert.no-data:${alert.source}:${alert.fingerprint}`,
      at: at > lastSeenAt || at < firstSeenAt ? lastSeenAt : at,
      kind: 'alert.no-data',
      text: `No data for the alert, which is no recovery: ${alert.title}`,
      data: { fingerprint: alert.fingerprint },
    };
    return [seen, lost];
  }
  if (alert.status !== 'resolved') return [seen];
  return [
    seen,
    {
      ...seen,
      id: `alert.resolved:${alert.source}:${alert.fingerprint}`,
      at: lastSeenAt,
      kind: 'alert.resolved',
      text: `Alert resolved: ${alert.title}`,
      data: { fingerprint: alert.fingerprint, endsAt: alert.endsAt },
    },
  ];
}

function evidenceEntry(evidence: Evidence, kinds: readonly EvidenceDescription[]): TimelineEntry {
  const { kind, gatheredAt: at } = evidence;
  const description = kinds.find((each) => each.kind === kind);
  const actor = `firebreak:${description?.handler ?? kind}`;
  const name = kind.replace('-', ' ');
  if (evidence.status === 'unavailable') {
    const text = `No ${name}: ${evidence.reason}`;
    return { id: `evidence.unavailable:${kind}`, at, actor, kind: 'evidence.unavailable', text, data: {} };
  }
  const text = description?.gathered(evidence) ?? `Read: ${name}`;
  return { id: `evidence.gathered:${kind}`, at, actor, kind: 'evidence.gathered', text, data: {} };
}

function symptomWords(symptom: Symptom): string {
  return symptom === 'dlq' ? 'dead letters' : symptom.replace('-', ' ');
}

function assessmentEntries(assessment: Assessment): readonly TimelineEntry[] {
  const { at, severity, suspects, plan, disposition, reason } = assessment;
  const entry = (kind: string, text: string, data: TimelineEntry['data']): TimelineEntry => ({
    id: kind,
    at,
    actor: 'firebreak:assess-incident',
    kind,
    text,
    data,
  });
  const { rule, symptom } = severity;
  const ranked = suspects.map(
    ({ summary, ruledOut, reasons }) => `${ruledOut ? 'ruled out: ' : ''}${summary} (${reasons.join('; ')})`,
  );
  const steps = stepsOfPlan(plan)
    .map(({ index, summary }) => `${index + 1}. ${summary}`)
    .join('; ');
  return [
    entry('incident.assessed', `${severity.severity}, ${symptomWords(symptom)}: ${severity.reason}`, {
      rule,
    }),
    entry('suspects.ranked', `Suspects: ${ranked.join('; ') || 'none'}`, {}),
    entry('plan.made', `${reason}. Plan: ${steps || 'no step'}`, {
      disposition,
      planHash: plan.hash,
      ...(plan.firstStep === undefined ? {} : { firstStep: plan.firstStep }),
    }),
  ];
}
