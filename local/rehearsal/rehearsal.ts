import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import type { Incident } from '../../lambdas/domain/records/incident.ts';
import { projectTimeline } from '../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../lambdas/evidence/index.ts';
import { listHandlers } from '../../lambdas/handlers/index.ts';
import type { IncidentRecord } from '../../lambdas/ports/stores/incident-store.ts';
import { readApprovals } from '../../lambdas/use-cases/records/read-approvals.ts';
import type { InvokeLambda } from '../step-functions/task-executors/lambda.ts';
import { VirtualClock } from '../step-functions/values/clocks.ts';
import type { JsonObject } from '../step-functions/values/json.ts';
import {
  type AnswerRequest,
  createInProcessAws,
  type InProcessRequest,
  type InProcessResponse,
} from '../world/in-process-aws.ts';
import { createInProcessHttp, createInProcessProbe } from '../world/in-process-http.ts';
import type { Scenario } from '../world/scenario/scenario.ts';
import { deliveredLink } from './delivered-link.ts';
import { createInProcessApi } from './in-process-api.ts';
import { createInProcessFunctions, type OnLog } from './in-process-functions.ts';
import { createInProcessQueue } from './in-process-queue.ts';
import { startInProcessWorkflow } from './in-process-workflow.ts';
import type { DeliveredNotification } from './memory/in-memory-channel.ts';
import { createMemoryPorts, handlerDeps } from './memory-ports.ts';
import { createRehearsedWorld } from './rehearsed-world.ts';

export interface RehearsalOptions {
  readonly policy: CompiledPolicy;
  readonly scenario: Scenario;
  /** Epoch milliseconds. */
  readonly startAt: number;
  /** What the handlers get in the place of these ports, such as ones that fail on purpose. */
  readonly through?: <Ports extends object>(ports: Ports) => Ports;
  /** Answers a call to the account instead of it; null leaves it to the account. */
  readonly intercept?: (request: InProcessRequest) => InProcessResponse | null;
  /** Gets every line that the functions log; left out, nobody reads them. */
  readonly onLog?: OnLog;
}

/**
 * Whole incidents in memory: a policy, the very state machine on the engine, every handler of the table, real readers and actions against
 * the simulated account, on one virtual clock. The recovery checks run every minute, and the sweep and its like by their schedules.
 */
export async function startRehearsal(options: RehearsalOptions) {
  const { policy, scenario, startAt, through = (ports) => ports, intercept = () => null } = options;
  const time = new VirtualClock(startAt);
  const world = createRehearsedWorld(scenario, time);
  const functions = createInProcessFunctions(() => deps, options.onLog);
  const invoke: InvokeLambda = async (name, event) => {
    const release = time.hold();
    return await functions(name, event).finally(release);
  };
  const workflow = await startInProcessWorkflow(time, invoke);
  const requests: InProcessRequest[] = [];
  const answer: AnswerRequest = async (request) => {
    requests.push(request);
    return intercept(request) ?? (await world.answer(request));
  };
  const aws = createInProcessAws(answer);
  const http = createInProcessHttp(answer);
  const probe = createInProcessProbe(answer);
  const clock = { now: () => new Date(time.now()) };
  const ports = { ...createMemoryPorts(clock, policy), workflow: workflow.workflow, aws, http, probe };
  const deps = handlerDeps(through(ports));

  const scheduled = listHandlers([]).flatMap(({ name, trigger }) =>
    trigger.kind === 'schedule' ? [{ name, everyMinutes: trigger.everyMinutes }] : [],
  );
  let minutesPassed = 0;
  const problems: unknown[] = [];
  const run = async (name: string, event: JsonObject): Promise<void> => {
    const result = await invoke(name, event);
    if ('functionError' in result) problems.push(result.functionError);
    await time.settle();
  };
  const queue = createInProcessQueue(ports.queue, invoke);
  const api = createInProcessApi(invoke);
  world.start(async (body) => {
    const release = time.hold();
    await queue.deliver('alertmanager', body, clock.now()).finally(release);
  });

  const incident = async (): Promise<Incident> => {
    const [found] = (await ports.incidents.listIncidents({ status: 'all', limit: 10 })).incidents;
    if (found === undefined) throw new Error('There is no incident yet');
    return found;
  };
  const record = async (): Promise<IncidentRecord> => {
    const found = await ports.incidents.readRecord((await incident()).id);
    if (found === null) throw new Error('There is no incident yet');
    return found;
  };

  const decideBy = async (decision: 'approve' | 'reject', asked?: DeliveredNotification): Promise<void> => {
    const { key, code } = deliveredLink(asked);
    const { nonce = '', planHash = '' } = await api('POST /v1/approvals/view', { body: { key } });
    await api('POST /v1/approvals/decide', { body: { key, code, nonce, planHash, decision } });
    await time.settle();
  };

  return {
    ...deps,
    api,
    account: world.account,
    incident,
    record,
    /** Errors of the sweep and the checks, which in the cloud ring an alarm. */
    problems: () => [...problems],
    notifications: () => ports.channel.sent(),
    calls: (): readonly InProcessRequest[] => requests,
    enteredStates: async () => workflow.enteredStates((await incident()).id),
    timeline: async () => {
      const found = await record();
      return projectTimeline(found, await readApprovals(ports.approvals, found), evidenceKinds);
    },
    /** Time advances, and with it the checks and the sweep. */
    async pass(minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute += 1) {
        await time.advanceBy(60_000);
        const due = ports.schedules.list().filter(({ until }) => until.getTime() > time.now());
        for (const { call } of due) await run(call.function, JSON.parse(JSON.stringify(call.payload)));
        for (const { name, call, at } of ports.schedules.appointments()) {
          if (at.getTime() > time.now()) continue;
          await ports.schedules.remove(name);
          await run(call.function, JSON.parse(JSON.stringify(call.payload)));
        }
        await queue.deliverWaiting();
        await time.settle();
        minutesPassed += 1;
        for (const { name, everyMinutes } of scheduled) {
          if (minutesPassed % everyMinutes === 0) await run(name, {});
        }
      }
    },
    /** Decides by the newest link that this person got. Rejects when it is refused. */
    async decide(decision: 'approve' | 'reject', person: string): Promise<void> {
      await decideBy(
        decision,
        ports.channel.sent().findLast(({ to, code }) => to === person && code !== null),
      );
    },
    /** Decides by the link of this notification. Rejects when it is refused. */
    decideBy,
    async command(body: JsonObject): Promise<void> {
      await api('POST /v1/incidents/{id}/commands', { parameters: { id: (await incident()).id }, body });
      await time.settle();
    },
    async stopExecution(): Promise<void> {
      await workflow.stopExecution((await incident()).id);
      await time.settle();
    },
    executionStatus: async () => workflow.status((await incident()).id),
    stop(): void {
      world.stop();
      workflow.stop();
    },
  };
}
