import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { begunAt } from '../../records/step-record.ts';

/** What was begun and whose result is not known yet: whoever stops it now is too late for it. */
export interface UnderWay {
  readonly text: string;
  readonly since: string;
}

const failed: readonly string[] = ['worse', 'no-better'];

export function underWay({ incident, steps }: Pick<RecordedFacts, 'incident' | 'steps'>): UnderWay | null {
  for (const step of steps) {
    const name = incident.assessment?.plan.steps[step.index]?.summary ?? `Step ${step.index + 1}`;
    const since = begunAt(step);
    if (since !== null && step.result === null) return { text: name, since };
    const { result, verification, undo } = step;
    const isUndone = result?.outcome === 'done' && verification !== null && undo === null;
    if (isUndone && incident.status === 'verifying' && failed.includes(verification.verdict.state)) {
      return { text: `Undo: ${name}`, since: verification.at };
    }
  }
  return null;
}
