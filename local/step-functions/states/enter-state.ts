import type { State } from '../definition/machine.ts';
import type { Scope } from '../turn/scope.ts';
import { enterChoice } from './choice.ts';
import { enterFail } from './fail.ts';
import { enterMap } from './map.ts';
import type { Outcome } from './outcome.ts';
import { enterParallel } from './parallel.ts';
import { enterPass } from './pass.ts';
import { enterSucceed } from './succeed.ts';
import { enterTask } from './task.ts';
import { enterWait } from './wait.ts';

/** What a state wants when it is entered or attempted again; `token` names the attempt. Throws EvaluationError. */
export function enterState(state: State, scope: Scope, token: string): Promise<Outcome> {
  switch (state.type) {
    case 'Pass':
      return enterPass(state, scope);
    case 'Task':
      return enterTask(state, scope, token);
    case 'Choice':
      return enterChoice(state, scope);
    case 'Wait':
      return enterWait(state, scope);
    case 'Succeed':
      return enterSucceed(state, scope);
    case 'Fail':
      return enterFail(state, scope);
    case 'Parallel':
      return enterParallel(state, scope);
    case 'Map':
      return enterMap(state, scope);
    default:
      return state satisfies never;
  }
}
