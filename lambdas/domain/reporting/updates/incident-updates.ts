import type { Approval } from '../../records/approval/approval.ts';
import type { Incident } from '../../records/incident.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { namedApproval, namedRecord } from '../names/named-facts.ts';
import type { Names } from '../names/policy-names.ts';
import { approvalEntries } from '../timeline/approval-entries.ts';
import { inCausalTime } from '../timeline/causal-time.ts';
import { incidentEntries } from '../timeline/incident-entries.ts';
import { byTime } from '../timeline/order-of-entries.ts';
import { stepEntries } from '../timeline/step-entries.ts';
import type { IncidentUpdate, UpdateSignal } from './incident-update.ts';

/** Which entries of the timeline are told, and what each means. */
const signals: Readonly<Record<string, UpdateSignal>> = {
  'incident.opened': 'opened',
  'approval.requested': 'call',
  'approval.agreed': 'told',
  'approval.decided': 'settled',
  'approval.void': 'settled',
  'approval.expired': 'told',
  'step.done': 'told',
  'step.stale': 'told',
  'step.unknown': 'told',
  'step.verified': 'told',
  'step.undo': 'told',
  'incident.handed-over': 'call',
  'severity.raised': 'told',
  'alerts.joined': 'told',
  'command.acknowledge': 'acknowledged',
  'command.take-over': 'acknowledged',
  'command.resume': 'told',
  'step.proposed': 'told',
  'command.set-severity': 'told',
  'status-update.written': 'status',
  'command.update': 'status',
  'incident.closed': 'closed',
};

type Told = Pick<RecordedFacts, 'incident' | 'steps' | 'debts' | 'followUps' | 'entries'>;

/**
 * How an incident goes, for those who follow it, oldest first: the same record gives the same updates, and a later one only adds. Nobody is
 * called for what is over. Of a security-sensitive incident nothing is told but that nothing is, and its end.
 */
export function incidentUpdates(
  record: Told,
  approvals: readonly Approval[],
  names: Names,
): readonly IncidentUpdate[] {
  const { incident } = record;
  const updates = everyUpdate(record, approvals, names);
  return incident.sensitive ? updates.flatMap((update) => hushed(update, incident)) : updates;
}

/** The same for people who may see the incident, also where it is security-sensitive. */
export function everyUpdate(
  record: Told,
  approvals: readonly Approval[],
  names: Names,
): readonly IncidentUpdate[] {
  const { incident } = record;
  const told = namedRecord(record, names);
  const entries = inCausalTime([
    ...new Map(
      [
        ...incidentEntries(told.incident),
        ...stepEntries(told),
        ...approvals.flatMap((approval) => approvalEntries(namedApproval(approval, names))),
        ...told.entries,
      ].map((entry) => [entry.id, entry]),
    ).values(),
  ]);
  return entries.toSorted(byTime).flatMap((entry) => updateOf(entry, incident, approvals));
}

function updateOf(
  entry: TimelineEntry,
  incident: Incident,
  approvals: readonly Approval[],
): readonly IncidentUpdate[] {
  const { id, at, kind, text } = entry;
  const signal = Object.hasOwn(signals, kind) ? signals[kind] : undefined;
  if (signal === undefined) return [];
  const calls = signal === 'call' ? calledFor(entry, incident, approvals) : [];
  return [
    {
      id,
      at,
      signal: signal === 'call' && calls === null ? 'told' : signal,
      text,
      calls: calls ?? [],
      answers: answeredBy(entry),
    },
  ];
}

/** Who must act on it; null: it is over. */
function calledFor(
  { kind, at, data }: TimelineEntry,
  incident: Incident,
  approvals: readonly Approval[],
): readonly string[] | null {
  if (kind === 'approval.requested') {
    const approval = approvals.find(({ id }) => id === data['approvalId']);
    if (approval?.state !== 'pending') return null;
    return [...new Set(approval.links.map(({ person }) => person))].toSorted();
  }
  if (incident.status !== 'handed-over' || incident.since > at) return null;
  return incident.commander === null ? [] : [incident.commander];
}

function answeredBy({ kind, data }: TimelineEntry): string | null {
  const { approvalId } = data;
  const isEnd = ['approval.decided', 'approval.void', 'approval.expired'].includes(kind);
  return isEnd && typeof approvalId === 'string' ? `approval.requested:${approvalId}` : null;
}

/** What those who followed it before may still hear. */
function hushed(update: IncidentUpdate, { sensitiveSince }: Incident): readonly IncidentUpdate[] {
  if (update.signal === 'closed') return [{ ...update, text: 'This is over' }];
  if (update.signal !== 'opened') return [];
  return [
    {
      id: 'incident.restricted',
      at: sensitiveSince ?? update.at,
      signal: 'told',
      text: 'Nothing more is told here',
      calls: [],
      answers: null,
    },
  ];
}
