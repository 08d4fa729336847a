import type { State } from '../definition/machine.ts';
import type { Branch, ForkPhase, Phase } from '../execution/branch.ts';
import type { ForkChild, ForkOutcome } from '../states/outcome.ts';
import { stateOf, workflowOf } from '../turn/live-execution.ts';
import type { Turn } from '../turn/turn.ts';
import type { Json } from '../values/json.ts';

/** A branch that stands in a Parallel or Map state whose branches run. */
export type ForkedBranch = Branch & { readonly phase: ForkPhase };

export function isForked(branch: Branch): branch is ForkedBranch {
  return branch.phase.kind === 'fork';
}

/** Makes the children, none of them started yet. */
export function makeChildren(turn: Turn, parent: Branch, { children, ...limits }: ForkOutcome): ForkedBranch {
  const firstChildId = turn.newBranchIds(children.length);
  children.forEach((child, index) => {
    turn.put(pendingChild(turn, parent, child, firstChildId + index, index));
  });
  const phase: ForkPhase = {
    kind: 'fork',
    firstChildId,
    total: children.length,
    started: 0,
    succeeded: 0,
    failed: 0,
    maxConcurrency: limits.maxConcurrency,
    toleratedFailures: limits.toleratedFailures,
  };
  return turn.put({ ...parent, phase });
}

function pendingChild(turn: Turn, parent: Branch, child: ForkChild, id: number, index: number): Branch {
  return {
    id,
    parentId: parent.id,
    index,
    workflow: child.workflow,
    state: workflowOf(turn.machine, child.workflow).startAt,
    input: child.input,
    variables: {},
    ...(child.item === undefined ? {} : { item: child.item }),
    cursor: 0,
    retries: [],
    phase: { kind: 'pending' },
  };
}

/** The child to start next, or undefined while as many run as may, or when all were started. */
export function nextChildToStart(turn: Turn, { phase }: ForkedBranch): Branch | undefined {
  const running = phase.started - phase.succeeded - phase.failed;
  if (phase.started >= phase.total || running >= phase.maxConcurrency) return undefined;
  return turn.branch(phase.firstChildId + phase.started);
}

export function hasEnded({ phase }: ForkedBranch): boolean {
  return phase.succeeded + phase.failed === phase.total;
}

/** What the children gave, in their order; those whose failure was tolerated gave nothing. */
export function joinedOutputs(turn: Turn, parent: ForkedBranch): readonly Json[] {
  return childrenOf(turn, parent.phase).flatMap(({ phase }) =>
    phase.kind === 'succeeded' ? [phase.output] : [],
  );
}

export function childrenOf(turn: Turn, { firstChildId, total }: ForkPhase): Branch[] {
  return Array.from({ length: total }, (_, index) => turn.find(firstChildId + index)).filter(
    (child) => child !== undefined,
  );
}

/** Removes everything below a branch. */
export function removeDescendants(turn: Turn, phase: Phase): void {
  if (phase.kind === 'failed' || phase.kind === 'stopped') removeDescendants(turn, phase.was);
  if (phase.kind !== 'fork') return;
  for (const child of childrenOf(turn, phase)) {
    removeDescendants(turn, child.phase);
    turn.remove(child.id);
  }
}

/** Stops all children that are still in progress, because one failed after event `previousEventId`. */
export function stopChildren(turn: Turn, parent: ForkedBranch, previousEventId: number): void {
  const isMap = stateOf(turn.machine, parent).type === 'Map';
  for (const child of childrenOf(turn, parent.phase)) {
    if (!isInProgress(child)) continue;
    if (isMap) turn.emit('MapIterationAborted', previousEventId, { name: parent.state, index: child.index });
    stopBranch(turn, child, previousEventId);
  }
}

function stopBranch(turn: Turn, branch: Branch, previousEventId: number): void {
  if (isForked(branch)) stopChildren(turn, branch, previousEventId);
  emitStateAborted(turn, branch, previousEventId);
  turn.put({ ...branch, phase: { kind: 'stopped', was: branch.phase } });
}

/** A state that was entered and is neither left nor failed by an event of its own leaves this trace. */
export function emitStateAborted(turn: Turn, branch: Branch, previousEventId: number): void {
  if (branch.entered === undefined) return;
  const type = abortable(stateOf(turn.machine, branch));
  if (type !== undefined) turn.emit(`${type}StateAborted`, previousEventId, { name: branch.state });
}

function abortable({ type }: State): 'Task' | 'Wait' | 'Parallel' | 'Map' | undefined {
  return type === 'Task' || type === 'Wait' || type === 'Parallel' || type === 'Map' ? type : undefined;
}

function isInProgress({ phase }: Branch): boolean {
  return (
    phase.kind === 'ready' ||
    phase.kind === 'waiting' ||
    phase.kind === 'retrying' ||
    phase.kind === 'task' ||
    phase.kind === 'fork'
  );
}
