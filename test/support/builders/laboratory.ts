import { createEngine, type Engine } from '../../../local/step-functions/engine.ts';
import { MemoryStore } from '../../../local/step-functions/store/memory-store.ts';
import type { Store } from '../../../local/step-functions/store/store.ts';
import { VirtualClock } from '../../../local/step-functions/values/clocks.ts';
import type { Json, JsonObject } from '../../../local/step-functions/values/json.ts';
import type { InvokeTask } from '../../../local/step-functions/values/task-request.ts';

export interface LaboratoryOptions {
  readonly invokeTask?: InvokeTask;
  readonly store?: Store;
  readonly clock?: VirtualClock;
  readonly random?: () => number;
}

/** An engine under a virtual clock, with a few words for what tests do with it. */
export interface Laboratory {
  readonly engine: Engine;
  readonly clock: VirtualClock;
  /** Creates a machine of these states and starts it; returns the execution's ARN. */
  readonly start: (machine: JsonObject, input?: Json) => Promise<string>;
  /** Starts a machine and lets time pass until nothing is left to do. */
  readonly run: (machine: JsonObject, input?: Json) => Promise<Outcome>;
  readonly outcome: (executionArn: string) => Promise<Outcome>;
  /** `type` of each event, in order. */
  readonly eventTypes: (executionArn: string) => Promise<string[]>;
}

export interface Outcome {
  readonly arn: string;
  readonly status: string;
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** A deterministic engine. Tasks fail unless `invokeTask` is given. */
export function laboratory(options: LaboratoryOptions = {}): Laboratory {
  const clock = options.clock ?? new VirtualClock();
  let made = 0;
  const next = (): number => {
    made += 1;
    return made;
  };
  const engine = createEngine({
    store: options.store ?? new MemoryStore(),
    clock,
    invokeTask: options.invokeTask ?? (() => Promise.reject(new Error('this test expects no task'))),
    random: options.random ?? (() => 0.5),
    uuid: () => `00000000-0000-4000-8000-${String(next()).padStart(12, '0')}`,
    onBroken: (error) => {
      throw error;
    },
  });
  engine.start();
  const start = async (machine: JsonObject, input: Json = {}): Promise<string> => {
    const definition = JSON.stringify({ QueryLanguage: 'JSONata', ...machine });
    const name = `machine-${next()}`;
    const { stateMachineArn } = await engine.call('CreateStateMachine', { name, definition });
    const { executionArn } = await engine.call('StartExecution', {
      stateMachineArn,
      input: JSON.stringify(input),
    });
    return executionArn;
  };
  const outcome = async (arn: string): Promise<Outcome> => {
    const { status, output, error, cause } = await engine.call('DescribeExecution', { executionArn: arn });
    return { arn, status, output: output === undefined ? undefined : JSON.parse(output), error, cause };
  };
  return {
    engine,
    clock,
    start,
    outcome,
    run: async (machine, input) => {
      const arn = await start(machine, input);
      await clock.runUntilIdle();
      return outcome(arn);
    },
    eventTypes: async (executionArn) => {
      const { events } = await engine.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
      return events.map(({ type }) => type);
    },
  };
}

/** A machine of one state, which ends it. */
export function only(state: JsonObject): JsonObject {
  return { StartAt: 'Only', States: { Only: { End: true, ...state } } };
}

/** The value of one expression. */
export async function evaluated(expression: string, input: Json = {}): Promise<Outcome> {
  return laboratory().run(only({ Type: 'Pass', Output: `{% ${expression} %}` }), input);
}

export const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:work';
export const CALLBACK = 'arn:aws:states:::sqs:sendMessage.waitForTaskToken';
