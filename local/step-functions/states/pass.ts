import type { PassState } from '../definition/machine.ts';
import type { Scope } from '../turn/scope.ts';
import { leaving } from './leaving.ts';
import type { Outcome } from './outcome.ts';

export function enterPass(state: PassState, scope: Scope): Promise<Outcome> {
  return leaving(state, scope, scope.input, state.next);
}
