import { createEngine, type Engine } from '../../local/step-functions/engine.ts';
import { MemoryStore } from '../../local/step-functions/store/memory-store.ts';
import { VirtualClock } from '../../local/step-functions/values/clocks.ts';
import { isJsonObject, type Json } from '../../local/step-functions/values/json.ts';
import type { ConformanceCase, ExpectedEvent } from './case-file.ts';
import { CasePaths } from './case-path.ts';
import { historyDifference } from './compare-events.ts';
import { type Comparison, difference } from './compare-values.ts';
import { observedEvent } from './observed-event.ts';
import { replay } from './replay.ts';
import { wellFormedDefinition } from './well-formed-definition.ts';

/** Replays one case. The first difference from what AWS did, or undefined. */
export async function runCase(one: ConformanceCase): Promise<string | undefined> {
  const comparison = {
    placeholders: new CasePaths(one.placeholders),
    jsonStrings: new CasePaths(one.jsonStringPaths),
  };
  const clock = new VirtualClock();
  const engine: Engine = createEngine({
    store: new MemoryStore(),
    clock,
    invokeTask: replay(one.taskResults, () => engine, clock),
    arnScope: { region: 'us-east-1', accountId: '111111111111' },
  });
  engine.start();
  try {
    const definition = definitionText(one);
    if (one.expected.status === 'DEFINITION_REJECTED')
      return await rejectionDifference(engine, definition, one, comparison);
    return await executionDifference(engine, clock, definition, one, comparison);
  } finally {
    engine.stop();
  }
}

/** A definition that is no JSON at all was recorded as text. */
function definitionText({ definition }: ConformanceCase): string {
  return typeof definition === 'string' ? definition : JSON.stringify(wellFormedDefinition(definition));
}

/**
 * AWS asks not to rely on the wording of diagnostics: code, severity and location must agree. Of text that is no JSON
 * at all, no recording shows what its location is.
 */
async function rejectionDifference(
  engine: Engine,
  definition: string,
  { expected }: ConformanceCase,
  comparison: Comparison,
) {
  const { result, diagnostics } = await engine.call('ValidateStateMachineDefinition', { definition });
  if (result !== 'FAIL') return 'the definition was accepted';
  const withoutWording = (all: readonly object[]): Json =>
    all.map((diagnostic) => ({
      ...diagnostic,
      message: null,
      ...('code' in diagnostic && diagnostic.code === 'INVALID_JSON_DESCRIPTION' ? { location: null } : {}),
    }));
  return difference(
    withoutWording(expected.diagnostics ?? []),
    withoutWording(diagnostics),
    ['expected', 'diagnostics'],
    comparison,
  );
}

async function executionDifference(
  engine: Engine,
  clock: VirtualClock,
  definition: string,
  one: ConformanceCase,
  comparison: Comparison,
): Promise<string | undefined> {
  const { stateMachineArn } = await engine.call('CreateStateMachine', { name: 'recorded', definition });
  const input = JSON.stringify(one.input);
  const { executionArn } = await engine.call('StartExecution', { stateMachineArn, name: 'recorded', input });
  await clock.settle();
  if (one.externalAction?.stopExecution !== undefined) await engine.call('StopExecution', { executionArn });
  await clock.runUntilIdle();
  const { status, output, error, cause } = await engine.call('DescribeExecution', { executionArn });
  const { expected } = one;
  if (status !== expected.status)
    return `status: expected ${expected.status}, got ${status}: ${error ?? ''} ${cause ?? ''}`;
  const ending = {
    output: output === undefined ? undefined : JSON.parse(output),
    error,
    cause,
  };
  for (const member of ['output', 'error', 'cause'] as const) {
    const wanted = expected.status !== 'SUCCEEDED' && member === 'output' ? undefined : expected[member];
    const found = difference(wanted, ending[member], ['expected', member], comparison);
    if (found !== undefined) return found;
  }
  if (one.eventsRecorded === false) return undefined;
  const states = isJsonObject(one.definition) ? one.definition['States'] : undefined;
  const topStates = new Set(Object.keys(states ?? {}));
  return historyDifference(expected.events, await history(engine, executionArn), topStates, comparison);
}

async function history(engine: Engine, executionArn: string): Promise<ExpectedEvent[]> {
  const events: ExpectedEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await engine.call('GetExecutionHistory', { executionArn, nextToken: nextToken ?? null });
    events.push(...page.events.map(observedEvent));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}
