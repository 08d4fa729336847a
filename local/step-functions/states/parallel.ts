import type { ParallelState } from '../definition/machine.ts';
import type { Scope } from '../turn/scope.ts';
import type { Json } from '../values/json.ts';
import { leaving } from './leaving.ts';
import type { Outcome } from './outcome.ts';

/** Every branch gets the same input. */
export async function enterParallel(state: ParallelState, scope: Scope): Promise<Outcome> {
  const input = state.arguments === undefined ? scope.input : await scope.evaluate(state.arguments);
  return {
    kind: 'fork',
    children: state.branches.map((workflow) => ({ workflow, input })),
    maxConcurrency: state.branches.length,
    toleratedFailures: 0,
  };
}

export function joinParallel(state: ParallelState, scope: Scope, result: Json): Promise<Outcome> {
  return leaving(state, scope.with({ result }), result, state.next);
}
