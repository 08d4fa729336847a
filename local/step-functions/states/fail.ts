import type { FailState } from '../definition/machine.ts';
import { STRING } from '../expressions/expected-type.ts';
import type { Template } from '../expressions/template.ts';
import type { Scope } from '../turn/scope.ts';
import { failure } from '../values/failure.ts';
import type { Outcome } from './outcome.ts';

export async function enterFail(state: FailState, scope: Scope): Promise<Outcome> {
  const error = await text(state.error, 'Error', scope);
  const cause = await text(state.cause, 'Cause', scope);
  return { kind: 'fail', failure: failure(error, cause) };
}

async function text(
  template: Template | undefined,
  field: string,
  scope: Scope,
): Promise<string | undefined> {
  return template === undefined ? undefined : scope.evaluateTyped(template, STRING, field);
}
