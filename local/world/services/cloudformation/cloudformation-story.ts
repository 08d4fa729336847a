import type { StoryPlayer } from '../../protocol/aws-service.ts';
import { addStackEvent, type CloudFormationState, type Stack } from './stack-state.ts';

/** Updates of stacks, in place from their start until they were rolled back. */
export const cloudFormationStory: StoryPlayer<CloudFormationState> = {
  play({ stackUpdate }, { state, nowMs }) {
    if (stackUpdate === undefined) return null;
    const stack = stackOf(state, stackUpdate.stack);
    addStackEvent(stack, 'UPDATE_IN_PROGRESS', nowMs);
    addStackEvent(stack, 'UPDATE_COMPLETE', nowMs + stackUpdate.rolloutSeconds * 1000);
    return `The stack ${stack.name} is updated.`;
  },
  spansOf({ stackUpdate }, state) {
    if (stackUpdate === undefined) return null;
    const { events } = stackOf(state, stackUpdate.stack);
    const began = events.findLast(({ status }) => status === 'UPDATE_IN_PROGRESS');
    if (began === undefined) return [];
    const ended = events.find(({ status }) => status === 'UPDATE_ROLLBACK_COMPLETE');
    const until = ended === undefined ? Number.POSITIVE_INFINITY : Date.parse(ended.at);
    return [{ from: Date.parse(began.at), until, share: 1 }];
  },
};

function stackOf({ stacks }: CloudFormationState, name: string): Stack {
  const found = stacks.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The story names an unknown stack: ${name}`);
  return found;
}
