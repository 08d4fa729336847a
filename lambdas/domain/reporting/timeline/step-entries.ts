import type { Incident } from '../../records/incident.ts';
import type { LoggedCall } from '../../records/logged-call.ts';
import type { RecoveryVerdict } from '../../records/recovery.ts';
import { begunAt, type Debt, type DebtExpiry, type StepRecord } from '../../records/step-record.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { stepSummary } from '../labels/step-summary.ts';

interface Steps {
  readonly incident: Incident;
  readonly steps: readonly StepRecord[];
  readonly debts: readonly Debt[];
}

/** What was done: guard, start, result, verification and undo of each step, and the debts it left. */
export function stepEntries({ incident, steps, debts }: Steps): readonly TimelineEntry[] {
  return [
    ...steps.flatMap((step) => recordEntries(step, stepSummary(incident, step.index))),
    ...debts.flatMap(debtEntries),
  ];
}

function recordEntries(step: StepRecord, name: string): readonly TimelineEntry[] {
  const { index, guard, rechecks = [], lock, result, settling, verification, undo } = step;
  const entry = (
    kind: string,
    at: string,
    handler: string,
    text: string,
    data: TimelineEntry['data'] = {},
  ): TimelineEntry => ({
    id: `${kind}:${index}`,
    at,
    actor: `firebreak:${handler}`,
    kind,
    text,
    data: { step: index, ...data },
  });
  const entries = [
    entry('step.guarded', guard.at, 'check-guardrails', `${name}: ${guardText(guard.verdict)}`, {
      decision: guard.verdict.decision,
    }),
    ...rechecks.map(({ at, verdict }, place) => ({
      ...entry('step.guarded', at, 'check-guardrails', `${name}, checked again: ${guardText(verdict)}`, {
        decision: verdict.decision,
      }),
      id: `step.guarded:${index}:${place + 1}`,
    })),
  ];
  if (lock !== null && begunAt(step) !== null) {
    const by = lock.authority.by.length === 0 ? 'by policy' : `allowed by ${lock.authority.by.join(', ')}`;
    entries.push(
      entry('step.started', lock.at, 'take-action', `Started: ${name}, ${by}`, {
        approvalId: lock.authority.approvalId,
      }),
    );
  }
  if (result !== null) {
    entries.push(
      ...callEntries(index, 'take-action', result.calls),
      entry(`step.${result.outcome}`, result.at, 'take-action', result.text),
    );
  }
  if (settling?.settled === true) {
    entries.push(entry('step.settled', settling.at, 'observe-action', settling.text));
  }
  if (verification !== null) {
    const { state, reason } = verification.verdict;
    entries.push(
      entry('step.verified', verification.at, 'watch-recovery', `${verdictWords[state]}: ${reason}`, {
        state,
      }),
    );
  }
  if (undo !== null) {
    const { at, outcome, text, calls } = undo;
    entries.push(
      ...callEntries(index, 'undo-action', calls),
      entry('step.undo', at, 'undo-action', `Undo: ${text}`, { outcome }),
    );
  }
  return entries;
}

/** The command log: what was sent, as a person would type it. */
function callEntries(
  step: number,
  handler: string,
  calls: readonly LoggedCall[] = [],
): readonly TimelineEntry[] {
  return calls.map(({ at, command, fault }, place) => ({
    id: `step.call:${step}:${handler}:${place}`,
    at,
    actor: `firebreak:${handler}`,
    kind: 'step.call',
    text: fault === null ? command : `${command} → ${fault}`,
    data: { step, command, fault },
  }));
}

const verdictWords: Readonly<Record<RecoveryVerdict['state'], string>> = {
  recovered: 'Recovered',
  worse: 'Worse than before',
  'no-better': 'No better',
  inconclusive: 'Not known whether it recovered',
};

const decisionLabels = { allow: 'allowed', 'needs-approval': 'needs approval', deny: 'denied' } as const;

function guardText({ decision, findings }: StepRecord['guard']['verdict']): string {
  const reasons = findings.filter((finding) => finding.decision === decision).map(({ reason }) => reason);
  return reasons.length === 0
    ? decisionLabels[decision]
    : `${decisionLabels[decision]}: ${reasons.join('; ')}`;
}

/** How it went to take it back at its end, with what was sent for it. */
function expiryEntries(
  { resource, stepIndex }: Debt,
  { at, outcome, text, calls = [] }: DebtExpiry,
): readonly TimelineEntry[] {
  if (outcome === 'asked' || outcome === 'taking-back') return [];
  const said = outcome === 'undone' ? `Taken back at its end: ${text}` : `Not taken back at its end: ${text}`;
  return [
    ...callEntries(stepIndex, 'expire-action', calls),
    {
      id: `debt.ended:${stepIndex}:${resource}`,
      at,
      actor: 'firebreak:expire-action',
      kind: 'debt.ended',
      text: said,
      data: { resource, outcome },
    },
  ];
}

function debtEntries(debt: Debt): readonly TimelineEntry[] {
  const { resource, owner, dueAt, howToRestore, createdAt, stepIndex, status, closedAt, closedBy, expiry } =
    debt;
  const recorded: TimelineEntry = {
    id: `debt.recorded:${stepIndex}:${resource}`,
    at: createdAt,
    actor: 'firebreak:take-action',
    kind: 'debt.recorded',
    text: `To restore: ${howToRestore} (${owner}, by ${dueAt})`,
    data: { resource, owner, dueAt },
  };
  const taken = [recorded, ...(expiry === undefined ? [] : expiryEntries(debt, expiry))];
  // What a person closed has the entry of their command.
  if (status === 'open' || closedAt === null || closedBy?.startsWith('person:') === true) return taken;
  return [
    ...taken,
    {
      id: `debt.closed:${stepIndex}:${resource}`,
      at: closedAt,
      actor: closedBy ?? 'firebreak:undo-action',
      kind: 'debt.closed',
      text: `${status === 'restored' ? 'Restored' : 'Accepted as is'}: ${resource}`,
      data: { resource, status },
    },
  ];
}
