import type { Approval } from '../../records/approval/approval.ts';
import type { Incident } from '../../records/incident.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { personOf, type TimelineEntry } from '../../records/timeline.ts';
import { holdingEntry } from '../../response/handover/holder-of.ts';
import { lastSeverityDecision } from '../../triage/severity/severity-entries.ts';
import { clockTime } from '../labels/clock-time.ts';
import { stepSummary } from '../labels/step-summary.ts';
import { resting, type Statement } from './statement.ts';

export interface StandingInput {
  readonly record: Pick<RecordedFacts, 'incident' | 'steps' | 'entries'>;
  readonly approvals: readonly Approval[];
  /** As projected. */
  readonly timeline: readonly TimelineEntry[];
  readonly now: string;
}

/** How an incident stands: how bad it is, who is affected, who leads. Null where nothing of it is on record. */
export function standing(input: StandingInput): readonly Statement[] {
  const { record, timeline } = input;
  const { severity, severityReason, assessment, commander } = record.incident;
  const rated = lastSeverityDecision(record.entries)?.entry.id;
  const ratings = rated === undefined ? ['incident.assessed', 'incident.opened'] : [rated];
  const impact = assessment?.impact ?? null;
  return [
    ...resting(`${severity}: ${severityReason}`, ratings, timeline),
    ...(impact === null
      ? []
      : resting(`Affected: ${impact}`, ['evidence.gathered:blast-radius', 'incident.assessed'], timeline)),
    ...(commander === null
      ? resting('Nobody is incident commander', ['incident.declared'], timeline)
      : resting(`${commander} is incident commander`, ['incident.declared'], timeline)),
    ...doneBefore(input),
  ];
}

/** What it waits for, with the time where one is on record: the end of a request, or of the time to recover. */
export function awaited({ record, approvals, timeline, now }: StandingInput): readonly Statement[] {
  const { incident } = record;
  switch (incident.status) {
    case 'opened':
    case 'triaging':
      return resting('Evidence is being gathered', ['incident.opened'], timeline);
    case 'responding':
      return resting(
        'The next step of the plan is being prepared',
        ['plan.made', 'incident.opened'],
        timeline,
      );
    case 'awaiting-approval': {
      const approval = approvals.find(({ id }) => id === incident.approvalId);
      if (approval === undefined)
        return resting('A person is asked to decide', ['plan.made', 'incident.opened'], timeline);
      const people = [...new Set(approval.links.map(({ person }) => person))].toSorted().join(' or ');
      const text = `Waiting for ${people || 'somebody'} to decide by ${clockTime(approval.expiresAt, now)}: ${approval.step.summary}`;
      return resting(text, [`approval.requested:${approval.id}`], timeline);
    }
    case 'verifying':
      return recovering(record, incident, timeline, now);
    case 'handed-over': {
      const holder = holdingEntry(record.entries);
      const who = holder === null ? 'nobody has acknowledged it yet' : `${personOf(holder.actor)} has it`;
      const text = `Automation stopped, ${who}: ${incident.reason}`;
      return resting(text, [`incident.handed-over:${incident.since}`, holder?.id], timeline);
    }
    case 'closed':
      return resting('The incident is closed', ['incident.closed'], timeline);
    default:
      return incident satisfies never;
  }
}

function recovering(
  { steps }: StandingInput['record'],
  incident: Extract<Incident, { status: 'verifying' }>,
  timeline: readonly TimelineEntry[],
  now: string,
): readonly Statement[] {
  const { stepIndex, deadlineAt } = incident;
  const until = clockTime(deadlineAt, now);
  if (stepIndex === null) {
    const text = `Watching until ${until} whether it recovers without an action`;
    return resting(text, ['plan.made', 'incident.opened'], timeline);
  }
  const ids = [`step.done:${stepIndex}`, `step.started:${stepIndex}`];
  const what = stepSummary(incident, stepIndex);
  const settling = steps.find(({ index }) => index === stepIndex)?.settling;
  const effect = settling?.settled === false ? `. It has not taken effect everywhere: ${settling.text}` : '';
  return resting(`Checking until ${until} whether this helps: ${what}${effect}`, ids, timeline);
}

const mostDone = 3;

/** What was changed in the system, and what came of it: the newest steps. */
function doneBefore({ record, timeline }: StandingInput): readonly Statement[] {
  const { steps, incident } = record;
  return steps
    .filter(({ result }) => result !== null)
    .slice(-mostDone)
    .flatMap(({ index, undo, verification, result }) => {
      const name = stepSummary(incident, index);
      const came =
        undo === null ? (verification?.verdict.state ?? result?.outcome ?? '') : `undo: ${undo.outcome}`;
      const ids = [`step.undo:${index}`, `step.verified:${index}`, `step.${result?.outcome}:${index}`];
      return resting(`Done: ${name} (${came})`, ids, timeline);
    });
}
