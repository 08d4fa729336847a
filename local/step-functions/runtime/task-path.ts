import type { Branch } from './branch.ts';
import { parentOf } from './context-object.ts';
import type { Turn } from './turn.ts';

/** The positions of a branch and of those around it, outermost first; empty for the root. */
export function pathOf(turn: Turn, branch: Branch): readonly number[] {
  const parent = parentOf(turn, branch);
  return parent === undefined ? [] : [...pathOf(turn, parent), branch.index];
}
