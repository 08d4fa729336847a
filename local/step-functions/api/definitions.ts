import type { Diagnostic } from '../definition/diagnostics.ts';
import { ApiError } from './api-error.ts';
import type { ApiContext, Operation } from './operation.ts';

/** In characters. https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export const LONGEST_DEFINITION = 1_048_576;

/** Refuses a definition that is wrong or uses what is not implemented, naming state and field. */
export function checkDefinition(context: ApiContext, definition: string): void {
  const parsed = context.parse(definition);
  if (parsed.ok) return;
  const problems = parsed.diagnostics.map(
    ({ code, message, location }) => `${code}: ${message} at ${location ?? 'null'}`,
  );
  throw new ApiError('InvalidDefinition', `Invalid State Machine Definition: '${problems.join(', ')}'`);
}

/** Finds errors only, so that it answers the same for either severity. */
export const validateStateMachineDefinition = ((context, request) => {
  const parsed = context.parse(request.string('definition', LONGEST_DEFINITION));
  request.optionalOneOf('type', ['STANDARD', 'EXPRESS']);
  request.optionalOneOf('severity', ['ERROR', 'WARNING']);
  const most = request.pageSize('maxResults', 100, 100);
  const diagnostics: readonly Diagnostic[] = parsed.ok ? [] : parsed.diagnostics;
  return {
    result: parsed.ok ? 'OK' : 'FAIL',
    diagnostics: diagnostics.slice(0, most).map((diagnostic) => ({ ...diagnostic })),
    truncated: diagnostics.length > most,
  };
}) satisfies Operation;
