import type { Assessment } from '../records/incident.ts';
import type { StepRecord } from '../records/step-record.ts';

/** What a person can do without Firebreak: advice, command lines for a shell, and, where there is none, that there is none. */
export interface ManualHelp {
  readonly advice: readonly string[];
  readonly commands: readonly string[];
  /** Null when commands are given, or nothing is to be done. */
  readonly note: string | null;
}

const nothingToDo = ['recovered', 'noise'];

/** From what triage concluded; a command for what was done already would do it again, and is left out. */
export function manualHelp(
  assessment: Assessment | null,
  steps: readonly Pick<StepRecord, 'index' | 'result'>[],
): ManualHelp {
  const { advice = [], manualCommands, culprit = null, explanation = null, plan } = assessment ?? {};
  if (plan === undefined || manualCommands === undefined) return { advice, commands: [], note: null };
  const done = plan.steps.filter(
    ({ index }) => steps.find((step) => step.index === index)?.result?.outcome === 'done',
  );
  if (culprit !== null && done.some(({ changeId }) => changeId === culprit)) {
    return { advice: [], commands: [], note: 'Taking that change back was tried already' };
  }
  if (manualCommands.length > 0) return { advice, commands: manualCommands, note: null };
  if (nothingToDo.includes(explanation?.kind ?? '')) return { advice, commands: [], note: null };
  if (culprit !== null)
    return { advice, commands: [], note: 'No command is known that takes that change back' };
  const note = plan.steps.length === 0 ? 'Firebreak knows no step and no command that would end this' : null;
  return { advice, commands: [], note };
}
