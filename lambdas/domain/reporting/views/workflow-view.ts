import type { ApprovalView } from './approval-view.ts';
import type { IncidentView } from './incident-view.ts';
import type { StepState, StepView } from './step-view.ts';
import type { TimelineEntryView } from './timeline-view.ts';

export const phaseStates = ['done', 'current', 'failed', 'ahead', 'left-out'] as const;
export type PhaseState = (typeof phaseStates)[number];

/** One part of the way of an incident, as it went or will go. */
export interface PhaseView {
  readonly id: string;
  /** May quote hostile text. */
  readonly name: string;
  readonly state: PhaseState;
  /** When it came to that; null: it has not, or that is not on record. */
  readonly at: string | null;
  /** When it ends by itself at the latest. */
  readonly until: string | null;
  /** May quote hostile text. */
  readonly note: string | null;
  /** Of a step of the plan. */
  readonly step: StepState | null;
}

type Shown = Pick<
  IncidentView,
  | 'status'
  | 'outcome'
  | 'openedAt'
  | 'closedAt'
  | 'assessment'
  | 'plan'
  | 'approvals'
  | 'evidence'
  | 'postmortem'
  | 'waiting'
>;
type History = readonly Pick<TimelineEntryView, 'kind' | 'at'>[];

/** The way of an incident through the state machine: what is done, what goes on, what failed and what may come. */
export function viewWorkflow(incident: Shown, timeline: History): readonly PhaseView[] {
  const latest = (...kinds: readonly string[]) =>
    timeline.findLast(({ kind }) => kinds.includes(kind))?.at ?? null;
  const readAt = latest('evidence.gathered', 'evidence.unavailable');
  const handedOverAt = latest('incident.handed-over');
  const people = handOverPhases(incident, handedOverAt);
  // Evidence that was read after people had it is that of the new plan they asked for.
  const isBefore = handedOverAt !== null && readAt !== null && handedOverAt < readAt;
  const { steps = [] } = incident.plan ?? {};
  const firstStep = incident.assessment?.plan.firstStep ?? 0;
  return [
    phase('opened', 'Opened', 'done', incident.openedAt),
    ...stepsPhases(incident, steps.slice(0, firstStep)),
    ...(isBefore ? people : []),
    evidencePhase(incident, readAt),
    planPhase(incident),
    ...stepsPhases(incident, steps.slice(firstStep)),
    ...(isBefore ? [] : people),
    recoveryPhase(incident, latest('step.verified')),
    closingPhase(incident),
    phase(
      'postmortem',
      'Postmortem',
      incident.postmortem === null ? 'ahead' : 'done',
      incident.postmortem?.at ?? null,
    ),
  ];
}

function stepsPhases(incident: Shown, steps: readonly StepView[]): readonly PhaseView[] {
  return steps.flatMap((step) => [
    ...approvalPhases(incident, step),
    stepPhase(step, incident.status === 'closed'),
  ]);
}

function phase(
  id: string,
  name: string,
  state: PhaseState,
  at: string | null = null,
  more: Partial<Pick<PhaseView, 'until' | 'note' | 'step'>> = {},
): PhaseView {
  return { id, name, state, at, until: null, note: null, step: null, ...more };
}

function isTriaging({ status }: Shown): boolean {
  return status === 'opened' || status === 'triaging';
}

function evidencePhase(incident: Shown, readAt: string | null): PhaseView {
  const { assessment, evidence } = incident;
  const unread = assessment?.unavailable.length ?? 0;
  const note = unread === 0 ? null : `${unread} of ${unread + evidence.length} kinds could not be read`;
  if (isTriaging(incident)) return phase('evidence', 'Gather evidence', 'current', readAt);
  if (assessment === null) return phase('evidence', 'Gather evidence', 'left-out', readAt);
  return phase('evidence', 'Gather evidence', evidence.length === 0 ? 'failed' : 'done', readAt, { note });
}

function planPhase(incident: Shown): PhaseView {
  const { assessment, status } = incident;
  const name = 'Assess and plan';
  if (isTriaging(incident)) return phase('plan', name, 'ahead');
  if (assessment === null) return phase('plan', name, status === 'closed' ? 'left-out' : 'failed');
  const notes = { act: null, watch: 'Only watch', 'hand-over': 'No runbook step applies' } as const;
  return phase('plan', name, 'done', assessment.at, { note: notes[assessment.disposition] });
}

const approvalStates: Readonly<Record<ApprovalView['state'], PhaseState>> = {
  pending: 'current',
  approved: 'done',
  rejected: 'failed',
  expired: 'failed',
  void: 'left-out',
};

/** What people were asked about a step, the last time. */
function approvalPhases({ approvals, waiting }: Shown, { index }: StepView): readonly PhaseView[] {
  const approval = approvals.findLast(({ stepIndex }) => stepIndex === index);
  if (approval === undefined) return [];
  const { state, requestedAt, decidedAt, decidedBy, askedPeople } = approval;
  const isOpen = state === 'pending';
  const note = isOpen
    ? `${askedPeople.join(' or ') || 'Somebody'} must decide`
    : decidedBy === null
      ? state
      : `${state} by ${decidedBy}`;
  const until = isOpen && waiting?.for === 'approval' ? waiting.until : null;
  return [
    phase(`approval-${index}`, 'Ask for approval', approvalStates[state], decidedAt ?? requestedAt, {
      note,
      until,
    }),
  ];
}

const stepPhases: Readonly<Record<StepState, PhaseState>> = {
  planned: 'ahead',
  denied: 'failed',
  allowed: 'current',
  'awaiting-approval': 'ahead',
  approved: 'current',
  rejected: 'left-out',
  void: 'left-out',
  expired: 'left-out',
  acting: 'current',
  stale: 'failed',
  unknown: 'failed',
  stopped: 'failed',
  done: 'done',
  recovered: 'done',
  worse: 'failed',
  'no-better': 'failed',
  inconclusive: 'failed',
  undone: 'failed',
  'not-undone': 'failed',
  replaced: 'left-out',
};

function stepPhase(
  { index, summary, state, guard, startedAt, result, undoResult }: StepView,
  isClosed: boolean,
): PhaseView {
  const planned = stepPhases[state];
  const reached = isClosed && (planned === 'ahead' || planned === 'current') ? 'left-out' : planned;
  const at = reached === 'ahead' ? null : (undoResult?.at ?? result?.at ?? startedAt ?? guard?.at ?? null);
  return phase(`step-${index}`, summary, reached, at, { step: state });
}

function handOverPhases({ status, waiting }: Shown, handedOverAt: string | null): readonly PhaseView[] {
  if (status === 'handed-over') {
    return [phase('people', 'People have it', 'current', waiting?.since ?? handedOverAt)];
  }
  return handedOverAt === null ? [] : [phase('people', 'People had it', 'done', handedOverAt)];
}

function recoveryPhase(incident: Shown, verifiedAt: string | null): PhaseView {
  const { status, outcome, closedAt, waiting } = incident;
  const name = 'Wait for recovery';
  if (status === 'verifying') {
    return phase('recovery', name, 'current', waiting?.since ?? null, { until: waiting?.until ?? null });
  }
  if (status !== 'closed') return phase('recovery', name, 'ahead');
  return outcome === 'recovered'
    ? phase('recovery', 'Recovered', 'done', verifiedAt ?? closedAt)
    : phase('recovery', name, 'left-out');
}

function closingPhase({ status, outcome, closedAt }: Shown): PhaseView {
  if (status !== 'closed') return phase('closed', 'Close', 'ahead');
  return phase('closed', 'Closed', outcome === 'unattended' ? 'failed' : 'done', closedAt);
}
