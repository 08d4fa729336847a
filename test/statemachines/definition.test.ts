import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { listHandlers } from '../../lambdas/handlers/index.ts';
import { aslFile, deployedDefinition } from '../../lib/functions/asl-substitutions.ts';
import { createEngine } from '../../local/step-functions/engine.ts';
import { MemoryStore } from '../../local/step-functions/store/memory-store.ts';
import { createTaskExecutor } from '../../local/step-functions/task-executors/task-executor.ts';
import { VirtualClock } from '../../local/step-functions/values/clocks.ts';
import { handlerNames } from '../support/worlds/incident-workflow.ts';

interface State {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: string;
  readonly Arguments?: { readonly FunctionName: string; readonly Payload: Readonly<Record<string, unknown>> };
  /** Or an expression that picks one of a list. */
  readonly TimeoutSeconds?: number | string;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[]; readonly MaxAttempts: number }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Default?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Branches?: readonly Machine[];
}
interface Machine {
  readonly Comment?: string;
  readonly QueryLanguage?: string;
  readonly TimeoutSeconds?: number;
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

const text = readFileSync(aslFile, 'utf8');
const machine: Machine = JSON.parse(text);
const all = statesOf(machine);
const tasks = all.filter(({ state }) => state.Type === 'Task');

function statesOf({ States }: Machine): { name: string; state: State }[] {
  return Object.entries(States).flatMap(([name, state]) => [
    { name, state },
    ...(state.Branches ?? []).flatMap(statesOf),
  ]);
}

function targetsOf(state: State): string[] {
  const named = [state.Next, state.Default].filter((target) => target !== undefined);
  return [...named, ...[...(state.Choices ?? []), ...(state.Catch ?? [])].map(({ Next }) => Next)];
}

function handlerOf(state: State): string {
  const [, name = ''] = /\$\{(\w+?)Arn(?:Prefix)?\}/.exec(state.Arguments?.FunctionName ?? '') ?? [];
  return name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
}

const neverBlindly = ['action'];
const transient = [
  'Sandbox.Timedout',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
  'DependencyUnavailableError',
  'WriteConflictError',
];

describe('the definition', () => {
  it('is accepted by the engine', async () => {
    const engine = createEngine({
      store: new MemoryStore(),
      clock: new VirtualClock(),
      ...createTaskExecutor({ invokeLambda: async () => ({ payload: null }), endpoints: {} }),
    });
    const arnOf = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
    const definition = deployedDefinition(listHandlers([]), arnOf);
    expect(await engine.call('ValidateStateMachineDefinition', { definition })).toMatchObject({
      result: 'OK',
      diagnostics: [],
    });
    engine.stop();
  });

  it('speaks JSONata, says what it is, and ends some day', () => {
    expect(machine.QueryLanguage).toBe('JSONata');
    expect(machine.Comment).toMatch(/\w/);
    expect(machine.TimeoutSeconds).toBeLessThanOrEqual(90 * 86_400);
  });

  it('names its states as sentences', () => {
    for (const { name } of all) expect(name).toMatch(/^[A-Z][a-z]+( [a-z]+)+\??$/);
  });

  it('calls exactly the handlers that there are for it', () => {
    const handlers = new Set(handlerNames.map((name) => name.replace(/^(take|undo)-/, '')));
    expect(new Set(tasks.map(({ state }) => handlerOf(state)))).toEqual(handlers);
    const called = listHandlers([{ kind: 'x', title: 'X' }]).filter(
      ({ trigger }) => trigger.kind === 'workflow',
    );
    expect(new Set(called.map(({ handler }) => handler))).toEqual(handlers);
  });

  it.each(tasks)('$name has a timeout, retries only what is transient, and catches all', ({ state }) => {
    expect(Math.min(...timeoutsOf(state))).toBeGreaterThan(0);
    expect(state.Retry?.length).toBeGreaterThan(0);
    for (const { ErrorEquals, MaxAttempts } of state.Retry ?? []) {
      const allowed = neverBlindly.includes(handlerOf(state))
        ? ['Lambda.TooManyRequestsException']
        : transient;
      expect(allowed).toEqual(expect.arrayContaining([...ErrorEquals]));
      expect(MaxAttempts).toBeLessThanOrEqual(6);
    }
    expect(state.Catch?.at(-1)?.ErrorEquals).toEqual(['States.ALL']);
  });

  it.each(tasks.filter(({ name }) => name in machine.States))(
    '$name leads to a record when it fails',
    ({ name, state }) => {
      const recorded =
        /^(Record failure|Record missing postmortem|Hand over to humans|Choose whether to (remind|try again))$/;
      const aloud = name === 'Record missing postmortem' ? /^Postmortem is missing$/ : recorded;
      for (const { Next } of state.Catch ?? []) expect(Next).toMatch(aloud);
    },
  );

  it('passes ids and small decisions only', () => {
    const known = [
      'operation',
      'incidentId',
      'executionArn',
      'stepIndex',
      'approvalId',
      'reasons',
      'unavailable',
      'reason',
    ];
    const more = ['reminder', 'taskToken', 'outcome', 'closedBy', 'state', 'error', 'cause', 'at'];
    for (const { state } of tasks) {
      for (const field of Object.keys(state.Arguments?.Payload ?? {}))
        expect([...known, ...more]).toContain(field);
    }
  });

  it('waits only with a token and a timeout', () => {
    const waits = tasks.filter(({ state }) => state.Resource?.endsWith('.waitForTaskToken'));
    expect(waits.map(({ name }) => name)).toEqual([
      'Ask for approval',
      'Wait for recovery',
      'Hand over to humans',
    ]);
    for (const { state } of waits) {
      expect(state.Arguments?.Payload['taskToken']).toBe('{% $states.context.Task.Token %}');
      expect(Math.max(...timeoutsOf(state))).toBeLessThanOrEqual(7 * 86_400);
    }
  });

  it('has no dead ends: from every state people or the end are reached', () => {
    const reachesEnd = new Set(
      Object.entries(machine.States).flatMap(([name, { Type }]) =>
        /^(Succeed|Fail)$/.test(Type) ? [name] : [],
      ),
    );
    for (let grown = -1; grown !== reachesEnd.size; ) {
      grown = reachesEnd.size;
      for (const [name, state] of Object.entries(machine.States)) {
        if (targetsOf(state).some((target) => reachesEnd.has(target))) reachesEnd.add(name);
      }
    }
    expect([...reachesEnd].toSorted()).toEqual(Object.keys(machine.States).toSorted());
    for (const [, state] of Object.entries(machine.States)) {
      if (state.Type === 'Choice') expect(state.Default).toBeDefined();
    }
  });

  it('is described state by state in the README', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../statemachines/README.md'), 'utf8');
    const described = [...readme.matchAll(/^\| \*\*(.+?)\*\*/gm)].map(([, name]) => name);
    expect(described).toHaveLength(Object.keys(machine.States).length);
    expect(new Set(described)).toEqual(new Set(Object.keys(machine.States)));
  });
});

function timeoutsOf({ TimeoutSeconds }: State): readonly number[] {
  const [, listed = String(TimeoutSeconds)] = /\[([\d, ]+)\]/.exec(String(TimeoutSeconds)) ?? [];
  return listed.split(', ').map(Number);
}
