import type { SucceedState } from '../definition/machine.ts';
import type { Scope } from '../turn/scope.ts';
import { leaving } from './leaving.ts';
import type { Outcome } from './outcome.ts';

export function enterSucceed(state: SucceedState, scope: Scope): Promise<Outcome> {
  return leaving({ output: state.output, assign: undefined }, scope, scope.input, undefined);
}
