import type { ChoiceState } from '../definition/machine.ts';
import { BOOLEAN } from '../expressions/expected-type.ts';
import type { Scope } from '../turn/scope.ts';
import { leaving } from './leaving.ts';
import type { Outcome } from './outcome.ts';

/** The first rule whose condition is true wins, then the default. */
export async function enterChoice(state: ChoiceState, scope: Scope): Promise<Outcome> {
  for (const rule of state.choices) {
    if (await scope.evaluateTyped(rule.condition, BOOLEAN, rule.location)) {
      return leaving(rule, scope, scope.input, rule.next);
    }
  }
  if (state.default !== undefined) return leaving(state.default, scope, scope.input, state.default.next);
  return { kind: 'no-choice' };
}
