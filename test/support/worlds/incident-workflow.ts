import { startInProcessWorkflow } from '../../../local/rehearsal/in-process-workflow.ts';
import type { InvokeLambda } from '../../../local/step-functions/task-executors/lambda.ts';
import { VirtualClock } from '../../../local/step-functions/values/clocks.ts';
import { TaskError } from '../../../local/step-functions/values/failure.ts';
import { isJsonObject, type JsonObject } from '../../../local/step-functions/values/json.ts';
import { firstIncidentId } from '../builders/records.ts';

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
  'read-dead-letters': [{ kind: 'dead-letters', status: 'not-applicable' }],
  'assess-incident': [{ disposition: 'act', stepCount: 1, severity: 'SEV1' }],
  'check-guardrails': [
    { decision: 'needs-approval', action: 'roll-back-lambda-alias', reasons: ['mode is approve'] },
  ],
  'request-approval': [{ decision: 'approved', approvalId: 'apr_1', reason: 'approved by alex' }],
  'take-action': [{ outcome: 'done', reason: 'moved' }],
  'undo-action': [{ outcome: 'undone', reason: 'moved back' }],
  'watch-recovery': [{ state: 'recovered', reason: 'three good readings' }],
  'choose-revert': [{ stepIndex: null, reason: 'no step of the plan is left' }],
  'hand-over': [{ command: 'resolve', by: 'person:alex' }],
  'close-incident': [{ incidentId: firstIncidentId }],
  'write-postmortem': [{ key: `postmortems/${firstIncidentId}.md` }],
  'plan-anew': [{}],
  'record-failure': [{}],
};

export const handlerNames: readonly string[] = Object.keys(happy);

/** Runs the very ASL from start to end on a virtual clock, with handlers that follow a script. */
export async function runWorkflow(script: Script = {}): Promise<WorkflowRun> {
  const clock = new VirtualClock();
  const calls: Call[] = [];
  const taken = new Map<string, number>();

  const invoke: InvokeLambda = async (name, payload) => {
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
      void workflow.succeedTask(taskToken, reply);
    });
    return { payload: {} };
  };

  const { workflow, ...engine } = await startInProcessWorkflow(clock, invoke);
  await workflow.start(firstIncidentId);
  await clock.runUntilIdle(100_000);
  const status = await engine.status(firstIncidentId);
  const entries = await engine.enteredStates(firstIncidentId);
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

/** An action's function is told by its operation: `take-action`, `undo-action`. */
function handlerOf(name: string, { operation }: JsonObject): string {
  if (name.startsWith('action-')) return `${JSON.stringify(operation).slice(1, -1)}-action`;
  if (!handlerNames.includes(name)) throw new TaskError('Lambda.ResourceNotFoundException', name);
  return name;
}
