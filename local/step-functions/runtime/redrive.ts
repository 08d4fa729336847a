import { type Branch, type ForkPhase, ROOT_BRANCH } from '../execution/branch.ts';
import type { Turn } from '../turn/turn.ts';
import { childrenOf, removeDescendants } from './fork.ts';

/** Makes an ended execution go on where it failed, was stopped or ran out of time. What succeeded is kept. */
export function redriveBranches(turn: Turn, redrivenEventId: number): void {
  revive(turn, turn.branch(ROOT_BRANCH), redrivenEventId);
}

/** Revives a branch, or the branches below it that did not succeed. */
function revive(turn: Turn, branch: Branch, follows: number): void {
  const phase =
    branch.phase.kind === 'failed' || branch.phase.kind === 'stopped' ? branch.phase.was : branch.phase;
  if (phase.kind === 'fork' && reviveChildren(turn, phase, follows)) {
    turn.put({ ...branch, retries: [], phase: { ...phase, failed: 0 } });
    return;
  }
  removeDescendants(turn, phase);
  const isWaiting = phase.kind === 'waiting' || (phase.kind === 'ready' && branch.entered === undefined);
  turn.put({
    ...branch,
    cursor: follows,
    retries: [],
    phase: isWaiting ? phase : { kind: 'retrying', until: turn.now },
  });
}

/** False when there is none to revive: then the state starts over. */
function reviveChildren(turn: Turn, fork: ForkPhase, follows: number): boolean {
  const unsuccessful = childrenOf(turn, fork).filter(
    ({ phase }) => phase.kind !== 'succeeded' && phase.kind !== 'pending',
  );
  for (const child of unsuccessful) revive(turn, child, follows);
  return unsuccessful.length > 0;
}
