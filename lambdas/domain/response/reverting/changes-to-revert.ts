import type { Step } from '../../records/plan.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { mayHaveChanged, type StepRecord } from '../../records/step-record.ts';

/** Something that a step changed and that helped nobody, as far as is known. */
export interface ChangeToRevert {
  readonly step: Step;
  readonly record: StepRecord;
}

type Facts = Pick<RecordedFacts, 'incident' | 'steps' | 'debts'>;

/**
 * What an incident changed that did not end it and is still there, the newest first: put back in this order, each change is found as its
 * own step left it. What was seen to help stays, and so does what a person restored or accepted.
 */
export function changesToRevert({ incident, steps, debts }: Facts): readonly ChangeToRevert[] {
  const plan = incident.assessment?.plan.steps ?? [];
  return steps
    .flatMap((record) => {
      const step = plan.find(({ index }) => index === record.index);
      return step !== undefined && isInPlace(record, debts) ? [{ step, record }] : [];
    })
    .toSorted((a, b) => {
      const [doneA, doneB] = [a.record.result?.at ?? '', b.record.result?.at ?? ''];
      return doneA === doneB ? b.step.index - a.step.index : doneA < doneB ? 1 : -1;
    });
}

function isInPlace(
  { index, result, undo, verification }: StepRecord,
  debts: RecordedFacts['debts'],
): boolean {
  if (!mayHaveChanged({ result })) return false;
  if (undo?.outcome === 'undone' || verification?.verdict.state === 'recovered') return false;
  return !debts.some(({ stepIndex, status }) => stepIndex === index && status !== 'open');
}

/** The next to put back; null when nothing is left that automation may try. Each is tried once. */
export function nextToRevert(changes: readonly ChangeToRevert[]): Step | null {
  const found = changes.find(
    ({ step, record }) =>
      step.risk === 'reversible' && record.result?.outcome === 'done' && record.undo === null,
  );
  return found?.step ?? null;
}

/** What stays as it was changed, each with the reason, for whoever takes over. */
export function whatStays(changes: readonly ChangeToRevert[]): readonly string[] {
  return changes.map(({ step, record }) => `${step.summary} (${whyItStays({ step, record })})`);
}

function whyItStays({ step, record }: ChangeToRevert): string {
  if (record.undo !== null) return record.undo.text;
  if (step.risk === 'irreversible') return step.undo;
  return record.result?.outcome === 'unknown'
    ? `it is not known what was done: ${record.result.text}`
    : 'it was not put back';
}
