import type { StoryPlayer } from '../../protocol/aws-service.ts';
import { spansIn } from '../../signals/account-view.ts';
import { failExecutions, findMachine, type StepFunctionsState, succeededAt } from './step-functions-state.ts';

/** Executions that failed: what that does lasts until each was redriven, for the share that was not yet. */
export const stepFunctionsStory: StoryPlayer<StepFunctionsState> = {
  play({ failedExecutions }, { state, nowMs }) {
    if (failedExecutions === undefined) return null;
    const { stateMachine, count, inSeconds } = failedExecutions;
    const machine = findMachine(state, stateMachine);
    if (machine === undefined) throw new Error(`The story has an unknown state machine: ${stateMachine}`);
    failExecutions(machine, count, inSeconds, nowMs);
    return `${count} executions of ${stateMachine} have failed.`;
  },
  spansOf(event, state, { story }) {
    if (event.failedExecutions === undefined) return null;
    const { stateMachine } = event.failedExecutions;
    const group = story
      .filter(({ failedExecutions }) => failedExecutions?.stateMachine === stateMachine)
      .indexOf(event);
    const failed = (findMachine(state, stateMachine)?.failed ?? []).filter((each) => each.group === group);
    const last = failed.at(-1);
    if (last === undefined) return [];
    const ends = failed
      .flatMap((each) => succeededAt(each) ?? [])
      .toSorted((a, b) => a - b)
      .map((ms, index) => ({ at: new Date(ms).toISOString(), left: failed.length - index - 1 }));
    const history = [{ at: last.failedAt, left: failed.length }, ...ends];
    return spansIn(history, ({ left }) => left / failed.length);
  },
};
