import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine, type Engine } from '../../../local/step-functions/engine.ts';
import { MemoryStore } from '../../../local/step-functions/store/memory-store.ts';
import { createTaskExecutor } from '../../../local/step-functions/task-executors/task-executor.ts';
import { VirtualClock } from '../../../local/step-functions/values/clocks.ts';
import { TaskError } from '../../../local/step-functions/values/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../local/step-functions/values/json.ts';
import { firstIncidentId } from '../builders/records.ts';

export const definitionFile = join(import.meta.dirname, '../../../statemachines/incident-response.asl.json');

/** What a handler does at one call: gives this answer, fails with this error, (token tasks) does not answer, or never ends. */
export type Reply = JsonObject | { readonly fails: string } | 'silence' | 'hangs';

/** The replies of a handler in order; the last one is repeated. */
export type Script = Readonly<Record<string, readonly Reply[]>>;

export interface Call {
  readonly handler: string;
  readonly payload: JsonObject;
}

export interface WorkflowRun {
  readonly status: string;
  /** Names of the states that were entered, in order; each is one transition. */
  readonly states: readonly string[];
  readonly calls: readonly Call[];
  callsOf(handler: string): readonly JsonObject[];
  /** From the first entry of one state to that of another. */
  secondsBetween(from: string, to: string): number;
}

const waits = new Set(['request-approval', 'watch-recovery', 'hand-over']);

/** Every handler as it answers when all goes well: one step, approved, recovered. */
const happy: Script = {
  'declare-incident': [{ incidentId: firstIncidentId, service: 'checkout', severity: 'SEV1' }],
  'read-metrics': [{ kind: 'metrics', status: 'available' }],
  'read-logs': [{ kind: 'logs', status: 'unavailable', reason: 'not set up', gatheredAt: '2026-01-01' }],
  'list-changes': [{ kind: 'changes', status: 'available' }],
  'measure-blast-radius': [
    { kind: 'blast-radius', status: 'unavailable', reason: 'not set up', gatheredAt: '2026-01-01' },
  ],
  'assess-incident': [{ disposition: 'act', stepCount: 1, severity: 'SEV1' }],
  'check-guardrails': [
    { decision: 'needs-approval', action: 'roll-back-lambda-alias', reasons: ['mode is approve'] },
  ],
  'request-approval': [{ decision: 'approved', approvalId: 'apr_1', reason: 'approved by alex' }],
  'take-action': [{ outcome: 'done', reason: 'moved' }],
  'undo-action': [{ outcome: 'undone', reason: 'moved back' }],
  'watch-recovery': [{ state: 'recovered', reason: 'three good readings' }],
  'hand-over': [{ command: 'resolve', by: 'person:alex' }],
  'close-incident': [{ incidentId: firstIncidentId }],
  'write-postmortem': [{ key: `postmortems/${firstIncidentId}.md` }],
  'record-failure': [{}],
};

export const handlerNames: readonly string[] = Object.keys(happy);

/** The ASL as it is deployed: each `${…}` replaced by an ARN. */
export function deployedDefinition(): string {
  return readFileSync(definitionFile, 'utf8').replace(
    /\$\{(\w+?)Arn(Prefix)?\}/g,
    (_, name: string, prefix?: string) => {
      const kebab = name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
      const tail = prefix === undefined ? kebab : `${kebab}-`;
      return `arn:aws:lambda:us-east-1:000000000000:function:firebreak-test-${tail}`;
    },
  );
}

/** Runs the very ASL from start to end on a virtual clock, with handlers that follow a script. */
export async function runWorkflow(script: Script = {}): Promise<WorkflowRun> {
  const clock = new VirtualClock();
  const calls: Call[] = [];
  const taken = new Map<string, number>();
  let engine: Engine | null = null;

  const invoke = async (name: string, payload: Json) => {
    if (!isJsonObject(payload)) throw new Error(`${name} was called without a payload`);
    const handler = handlerOf(name, payload);
    calls.push({ handler, payload });
    const replies = script[handler] ?? happy[handler] ?? [];
    const count = taken.get(handler) ?? 0;
    taken.set(handler, count + 1);
    const reply = replies[count] ?? replies.at(-1) ?? {};
    if (reply === 'silence') return { payload: {} };
    if (reply === 'hangs') return await new Promise<never>(() => {});
    if (typeof reply['fails'] === 'string') {
      return { functionError: { errorType: reply['fails'], errorMessage: 'scripted' } };
    }
    if (!waits.has(handler)) return { payload: reply };
    const taskToken = payload['taskToken'];
    if (typeof taskToken !== 'string') throw new Error(`${handler} got no task token`);
    clock.setTimer(clock.now() + 60_000, () => {
      void engine?.call('SendTaskSuccess', { taskToken, output: JSON.stringify(reply) });
    });
    return { payload: {} };
  };

  engine = createEngine({
    store: new MemoryStore(),
    clock,
    random: () => 0.5,
    ...createTaskExecutor({ invokeLambda: invoke, endpoints: {} }),
  });
  engine.start();
  const { stateMachineArn } = await engine.call('CreateStateMachine', {
    name: 'incident-response',
    definition: deployedDefinition(),
    roleArn: 'arn:aws:iam::000000000000:role/step-functions',
  });
  const { executionArn } = await engine.call('StartExecution', {
    stateMachineArn,
    name: firstIncidentId,
    input: JSON.stringify({ incidentId: firstIncidentId }),
  });
  await clock.runUntilIdle(100_000);
  const { status } = await engine.call('DescribeExecution', { executionArn });
  const entries = await stateEntries(engine, executionArn);
  const enteredAt = (state: string) => entries.find(({ name }) => name === state)?.at ?? Number.NaN;
  engine.stop();
  return {
    status,
    states: entries.map(({ name }) => name),
    calls,
    secondsBetween: (from, to) => (enteredAt(to) - enteredAt(from)) / 1000,
    callsOf: (handler) => calls.filter((call) => call.handler === handler).map(({ payload }) => payload),
  };
}

/** Names of the states that an execution entered, in order. */
export async function enteredStates(engine: Engine, executionArn: string): Promise<readonly string[]> {
  return (await stateEntries(engine, executionArn)).map(({ name }) => name);
}

/** The states that an execution entered, in order, with the time in epoch milliseconds. */
async function stateEntries(
  engine: Engine,
  executionArn: string,
): Promise<readonly { readonly name: string; readonly at: number }[]> {
  const states: { name: string; at: number }[] = [];
  let nextToken: string | undefined;
  do {
    const page = await engine.call('GetExecutionHistory', {
      executionArn,
      maxResults: 1000,
      ...(nextToken === undefined ? {} : { nextToken }),
    });
    for (const event of page.events) {
      const details = 'stateEnteredEventDetails' in event ? event.stateEnteredEventDetails : undefined;
      if (
        typeof details === 'object' &&
        details !== null &&
        'name' in details &&
        typeof details.name === 'string'
      ) {
        states.push({ name: details.name, at: Number(event.timestamp) });
      }
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return states;
}

/** An action's function is told by its operation: `take-action`, `undo-action`. */
function handlerOf(functionName: string, { operation }: JsonObject): string {
  const name = functionName.replace(/^.*firebreak-test-/, '');
  if (name.startsWith('action-')) return `${JSON.stringify(operation).slice(1, -1)}-action`;
  if (!handlerNames.includes(name)) throw new TaskError('Lambda.ResourceNotFoundException', name);
  return name;
}
