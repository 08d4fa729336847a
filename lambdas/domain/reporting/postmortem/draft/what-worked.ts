import { currentGuard } from '../../../records/step-record.ts';
import { durationLabel } from '../../labels/duration-label.ts';
import { stepSummary } from '../../labels/step-summary.ts';
import { newestOf } from '../../timeline/finding-entries.ts';
import type { Statement } from '../document/postmortem-schema.ts';
import { isKind, isStep, made } from './citations.ts';
import { aboutStep, type Draft } from './draft-input.ts';
import { sentence } from './sentence.ts';

/** What the record shows to have helped. */
export function worked({ record, timeline, cite }: Draft): readonly Statement[] {
  return made([
    ...record.steps.map(({ index, verification }) =>
      verification?.verdict.state === 'recovered'
        ? cite(
            `After "${stepSummary(record.incident, index)}" it was judged recovered: ${sentence(verification.verdict.reason)}`,
            isStep(index, 'step.done', 'step.verified'),
          )
        : null,
    ),
    ...timeline
      .filter(({ kind, actor }) => kind === 'approval.decided' && actor.startsWith('person:'))
      .map(({ id, at, data }) => {
        const asked = timeline.find((each) => each.id === `approval.requested:${String(data['approvalId'])}`);
        if (asked === undefined) return null;
        const after = durationLabel(Date.parse(at) - Date.parse(asked.at));
        const name = stepSummary(record.incident, Number(data['step']));
        return cite(
          `"${name}" was decided ${after} after people were asked.`,
          (each) => each.id === id || each.id === asked.id,
        );
      }),
  ]);
}

/** What did not help, was not done, or could not be seen. */
export function hard(draft: Draft): readonly Statement[] {
  const { record, timeline, cite } = draft;
  const { steps, incident } = record;
  return made([
    ...steps.flatMap((step) => {
      const { index, result, verification, undo } = step;
      const name = stepSummary(record.incident, index);
      const guard = currentGuard(step).verdict;
      const why = guard.findings.filter(({ decision }) => decision === 'deny').map(({ reason }) => reason);
      const verdict = verification?.verdict;
      return [
        guard.decision === 'deny' && result === null
          ? cite(`"${name}" was not allowed: ${sentence(why.join('; '))}`, isStep(index, 'step.guarded'))
          : null,
        result === null || result.outcome === 'done'
          ? null
          : cite(
              `"${name}" was not carried through (${result.outcome}): ${sentence(result.text)}`,
              isStep(index, `step.${result.outcome}`),
            ),
        verdict === undefined || verdict.state === 'recovered'
          ? null
          : cite(
              `"${name}" was not followed by a recovery (${verdict.state}): ${sentence(verdict.reason)}`,
              isStep(index, 'step.verified'),
            ),
        undo === null
          ? null
          : cite(
              `"${name}" was taken back (${undo.outcome}): ${sentence(undo.text)}`,
              isStep(index, 'step.undo'),
            ),
      ];
    }),
    ...(incident.assessment?.unavailable ?? []).map(({ kind, reason }) => {
      const newest = newestOf(timeline, `evidence.unavailable:${kind}`);
      return cite(
        `No ${kind.replace('-', ' ')} for triage: ${sentence(reason)}`,
        (entry) => entry === newest,
      );
    }),
    ...quoted(draft, ['incident.handed-over', 'approval.expired', 'severity.raised', 'workflow.failed']),
    ...quoted(draft, ['notification.failed']),
  ]);
}

/** More of one kind are for the timeline. */
const mostQuoted = 5;

function quoted({ record, timeline, cite }: Draft, kinds: readonly string[]): readonly (Statement | null)[] {
  return timeline
    .filter(isKind(...kinds))
    .slice(0, mostQuoted)
    .map((entry) => cite(sentence(aboutStep(record, entry)), (each) => each.id === entry.id));
}

/** Where it went well without having to: the record shows few of these, and people know more. */
export function lucky({ record, cite }: Draft): readonly Statement[] {
  const { incident, steps } = record;
  const isUntouched = !steps.some(({ result }) => result?.outcome === 'done');
  return made([
    ...steps.map(({ index, lock, result }) =>
      result?.outcome === 'done' && lock?.undoReadiness?.ready === false
        ? cite(
            `"${stepSummary(record.incident, index)}" could not have been taken back had it made things worse: ${sentence(lock.undoReadiness.text)}`,
            isStep(index, 'step.started', 'step.done'),
          )
        : null,
    ),
    incident.outcome === 'recovered' && isUntouched
      ? cite('It recovered before anything was done.', isKind('incident.closed'))
      : null,
  ]);
}
