import { actions, findAction } from '../../../lambdas/actions/index.ts';
import { createAesTokenVault } from '../../../lambdas/adapters/crypto/aes-token-vault.ts';
import { createDerivedMatchCodes } from '../../../lambdas/adapters/crypto/derived-match-codes.ts';
import { createSignedLinkKeys } from '../../../lambdas/adapters/crypto/signed-link-keys.ts';
import { createSignedNonces } from '../../../lambdas/adapters/crypto/signed-nonces.ts';
import { createSignedPageLinks } from '../../../lambdas/adapters/crypto/signed-page-links.ts';
import { createInMemoryApprovalStore } from '../../../lambdas/adapters/memory/in-memory-approval-store.ts';
import { createInMemoryDeliveryLedger } from '../../../lambdas/adapters/memory/in-memory-delivery-ledger.ts';
import { createInMemoryDocumentStore } from '../../../lambdas/adapters/memory/in-memory-document-store.ts';
import { createInMemoryIncidentStore } from '../../../lambdas/adapters/memory/in-memory-incident-store.ts';
import { createInMemoryLeaseStore } from '../../../lambdas/adapters/memory/in-memory-lease-store.ts';
import { createInMemoryMailQuotaStore } from '../../../lambdas/adapters/memory/in-memory-mail-quota-store.ts';
import { createInMemoryMailer } from '../../../lambdas/adapters/memory/in-memory-mailer.ts';
import { createInMemoryReportedChangeStore } from '../../../lambdas/adapters/memory/in-memory-reported-change-store.ts';
import { createInMemorySchedules } from '../../../lambdas/adapters/memory/in-memory-schedules.ts';
import {
  createInProcessAws,
  type InProcessRequest,
} from '../../../lambdas/adapters/memory/in-process-aws.ts';
import { createSequentialIds } from '../../../lambdas/adapters/memory/sequential-ids.ts';
import { unlimited } from '../../../lambdas/adapters/memory/unlimited.ts';
import { createTimerTimeouts } from '../../../lambdas/adapters/timers/timer-timeouts.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { Evidence, EvidenceKind } from '../../../lambdas/domain/records/evidence.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { projectTimeline } from '../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceReaders } from '../../../lambdas/evidence/index.ts';
import { createServiceSeriesReader } from '../../../lambdas/evidence/metrics/service-series-reader.ts';
import type { IncidentRecord } from '../../../lambdas/ports/incident-store.ts';
import type { Workflow } from '../../../lambdas/ports/workflow.ts';
import { repeatOnConflict } from '../../../lambdas/runtime/env/repeat-on-conflict.ts';
import { sourcesByName } from '../../../lambdas/sources/index.ts';
import { checkGuardrails } from '../../../lambdas/use-cases/actions/check-guardrails.ts';
import { takeAction } from '../../../lambdas/use-cases/actions/take-action.ts';
import { undoAction } from '../../../lambdas/use-cases/actions/undo-action.ts';
import { decideApproval } from '../../../lambdas/use-cases/approvals/decide-approval.ts';
import { readApprovals } from '../../../lambdas/use-cases/approvals/read-approvals.ts';
import { requestApproval } from '../../../lambdas/use-cases/approvals/request-approval.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { writePostmortem } from '../../../lambdas/use-cases/closing/write-postmortem.ts';
import { type RunCommandInput, runCommand } from '../../../lambdas/use-cases/console/run-command.ts';
import { correlateAlerts } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { checkRecovery } from '../../../lambdas/use-cases/recovery/check-recovery.ts';
import { watchRecovery } from '../../../lambdas/use-cases/recovery/watch-recovery.ts';
import { sweep } from '../../../lambdas/use-cases/sweep/sweep.ts';
import { assessIncident } from '../../../lambdas/use-cases/triage/assess-incident.ts';
import { declareIncident } from '../../../lambdas/use-cases/triage/declare-incident.ts';
import { readEvidence } from '../../../lambdas/use-cases/triage/read-evidence.ts';
import { recordFailure } from '../../../lambdas/use-cases/triage/record-failure.ts';
import { createEngine } from '../../../local/step-functions/engine.ts';
import { MemoryStore } from '../../../local/step-functions/store/memory-store.ts';
import { createTaskExecutor } from '../../../local/step-functions/task-executors/task-executor.ts';
import { VirtualClock } from '../../../local/step-functions/values/clocks.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../local/step-functions/values/json.ts';
import { Account } from '../../../local/world/account.ts';
import { accountApis, answerOfAccount } from '../../../local/world/account-apis.ts';
import { Alerting } from '../../../local/world/alerting.ts';
import { loadScenario } from '../../../local/world/scenario.ts';
import { Story } from '../../../local/world/story.ts';
import { shippedPolicy } from '../builders/builders.ts';
import { memoryDirectory } from '../builders/memory-directory.ts';
import { createFaults, type Faults } from '../faults/faults.ts';
import { linkIn } from './approval-world.ts';
import { deployedDefinition, enteredStates } from './incident-workflow.ts';

export interface IncidentWorldOptions {
  readonly scenario?: string;
  readonly faults?: Faults;
  readonly policy?: (shipped: CompiledPolicy) => CompiledPolicy;
  /** Answers a call to the account instead of it; null leaves it to the account. */
  readonly intercept?: (request: InProcessRequest) => { readonly body: string } | null;
}

let compiled: Promise<CompiledPolicy> | null = null;
const startAt = Date.UTC(2026, 10, 23, 2, 0, 0);
const secret = async () => 'the secret of the tests';

/**
 * Whole incidents in memory: the shipped policy, the very state machine on the engine, every use case, real readers and
 * actions against the simulated account, on one virtual clock. The sweep and the checks run every minute.
 */
export async function incidentWorld(options: IncidentWorldOptions = {}) {
  const { faults = createFaults(null) } = options;
  compiled ??= shippedPolicy();
  const shipped = await compiled;
  const policy = options.policy?.(shipped) ?? shipped;
  const time = new VirtualClock(startAt);
  const clock = { now: () => new Date(time.now()) };
  const scenario = loadScenario(options.scenario ?? 'bad-deploy');
  const account = Account.open(scenario, memoryDirectory(), time.now());
  const inAccount = answerOfAccount(accountApis(scenario, account, () => time.now()));
  const requests: InProcessRequest[] = [];
  const network = faults.wrap('aws', {
    call: async (request: InProcessRequest) => {
      requests.push(request);
      return options.intercept?.(request) ?? (await inAccount(request));
    },
  });
  const aws = createInProcessAws((request) => network.call(request));

  const incidents = createInMemoryIncidentStore();
  const approvals = createInMemoryApprovalStore();
  const leases = createInMemoryLeaseStore();
  const schedules = createInMemorySchedules();
  const mailer = createInMemoryMailer();
  const documents = createInMemoryDocumentStore();
  const linkKeys = createSignedLinkKeys(secret);

  const invoke = async (functionName: string, payload: Json) => {
    const release = time.hold();
    try {
      if (!isJsonObject(payload)) throw new Error('no payload');
      const output = await repeatOnConflict(() => run(functionName, payload));
      const result: Json = output === undefined ? null : JSON.parse(JSON.stringify(output));
      return { payload: result };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { functionError: { errorType: name, errorMessage: message } };
    } finally {
      release();
    }
  };
  const engine = createEngine({
    store: new MemoryStore(),
    clock: time,
    random: () => 0.5,
    ...createTaskExecutor({ invokeLambda: invoke, endpoints: {} }),
  });
  engine.start();
  const { stateMachineArn } = await engine.call('CreateStateMachine', {
    name: 'incident-response',
    definition: deployedDefinition(),
    roleArn: 'arn:aws:iam::000000000000:role/step-functions',
  });
  const executionOf = (id: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${id}`;
  const workflow: Workflow = {
    start: async (incidentId) => {
      const input = JSON.stringify({ incidentId });
      await engine
        .call('StartExecution', { stateMachineArn, name: incidentId, input })
        .catch((error: unknown) => ignore(error, 'ExecutionAlreadyExists'));
      return executionOf(incidentId);
    },
    succeedTask: async (taskToken, output) => {
      try {
        await engine.call('SendTaskSuccess', { taskToken, output: JSON.stringify(output) });
        return 'delivered';
      } catch (error) {
        ignore(error, 'TaskTimedOut', 'TaskDoesNotExist', 'InvalidToken');
        return 'gone';
      }
    },
    status: async (executionArn) => {
      const { status } = await engine.call('DescribeExecution', { executionArn });
      return status === 'RUNNING' ? 'running' : 'ended';
    },
    consoleUrl: () => null,
  };

  const deps = {
    incidents: faults.wrap('incidents', incidents),
    approvals: faults.wrap('approvals', approvals),
    leases: faults.wrap('leases', leases),
    mailQuotas: faults.wrap('mailQuotas', createInMemoryMailQuotaStore()),
    schedules: faults.wrap('schedules', schedules),
    mailer: faults.wrap('mailer', mailer),
    documents: faults.wrap('documents', documents),
    workflow: { ...faults.wrap('workflow', workflow), consoleUrl: (arn: string) => workflow.consoleUrl(arn) },
    aws,
    subscriptions: { confirm: async () => 'confirmed' },
    ledger: createInMemoryDeliveryLedger(),
    vault: createAesTokenVault(secret),
    linkKeys,
    nonces: createSignedNonces(secret),
    matchCodes: createDerivedMatchCodes(secret),
    pageLinks: createSignedPageLinks(linkKeys, 'https://firebreak.example', clock),
    consoleUrl: 'https://firebreak.example',
    sources: sourcesByName,
    ids: createSequentialIds(clock),
    actions,
    policy,
    clock,
    timeouts: createTimerTimeouts(),
  };
  const all = { ...deps, rateLimiter: unlimited, series: createServiceSeriesReader(deps.aws) };
  const reading = (kind: EvidenceKind, payload: JsonObject) =>
    readEvidence(
      {
        ...all,
        reader: evidenceReaders[kind]({
          aws: deps.aws,
          services: policy.services,
          reportedChanges: createInMemoryReportedChangeStore(),
        }),
      },
      input<{ incidentId: string }>(payload),
    );

  const run = async (functionName: string, payload: JsonObject): Promise<unknown> => {
    const name = functionName.replace(/^firebreak-test-/, '');
    const kind = /^(?:take|undo)-(.*)$/.exec(name)?.[1];
    if (kind !== undefined) {
      const acting = { ...all, action: findAction(kind) };
      return name.startsWith('take-')
        ? await takeAction(acting, input(payload))
        : await undoAction(acting, input(payload));
    }
    switch (name) {
      case 'declare-incident':
        return await declareIncident(all, input(payload));
      case 'read-metrics':
        return await reading('metrics', payload);
      case 'read-logs':
        return await reading('logs', payload);
      case 'list-changes':
        return await reading('changes', payload);
      case 'measure-blast-radius':
        return await reading('blast-radius', payload);
      case 'assess-incident':
        return await assessIncident(all, input(payload));
      case 'check-guardrails':
        return await checkGuardrails(all, input(payload));
      case 'request-approval':
        return await requestApproval(all, input(payload));
      case 'watch-recovery':
        return await watchRecovery(all, input(payload));
      case 'hand-over':
        return await handOver(all, input(payload));
      case 'close-incident':
        return await closeIncident(all, input(payload));
      case 'write-postmortem':
        return await writePostmortem(all, input(payload));
      case 'record-failure':
        return await recordFailure(all, input(payload));
      default:
        throw new Error(`There is no handler for ${functionName}`);
    }
  };

  let deliveries = 0;
  const problems: unknown[] = [];
  const guarded = async (work: () => Promise<unknown>): Promise<void> => {
    await work().catch((error: unknown) => problems.push(error));
    await time.settle();
  };
  const receive = async (body: string): Promise<void> => {
    const release = time.hold();
    try {
      deliveries += 1;
      const id = `dlv_${String(deliveries).padStart(26, '0')}`;
      const delivery = {
        id,
        source: 'alertmanager',
        receivedAt: clock.now().toISOString(),
        headers: {},
        body,
      };
      const { failed } = await correlateAlerts(all, [delivery]);
      if (failed.length > 0) throw failed[0]?.error;
    } finally {
      release();
    }
  };
  const story = new Story(scenario, account, time, () => {});
  const alerting = new Alerting(scenario, account, time, memoryDirectory(), receive);
  story.start();
  alerting.start();

  const onlyIncident = async (): Promise<Incident> => {
    const [incident] = (await incidents.listIncidents({ status: 'all', limit: 10 })).incidents;
    if (incident === undefined) throw new Error('There is no incident yet');
    return incident;
  };
  const record = async (): Promise<IncidentRecord> => {
    const found = await incidents.readRecord((await onlyIncident()).id);
    if (found === null) throw new Error('There is no incident yet');
    return found;
  };

  return {
    ...all,
    account,
    incident: onlyIncident,
    record,
    /** Errors of the sweep and the checks, which in the cloud ring an alarm. */
    problems: () => [...problems],
    mails: () => mailer.sent(),
    calls: () => requests,
    /** States that the execution has entered. */
    transitions: async () => enteredStates(engine, executionOf((await onlyIncident()).id)),
    alias: () => account.findAlias('checkout', 'live')?.version,
    timeline: async () => {
      const found = await record();
      return projectTimeline(found, await readApprovals(approvals, found));
    },
    /** Time goes on, and with it the checks and the sweep. */
    async pass(minutes: number): Promise<void> {
      for (let minute = 0; minute < minutes; minute += 1) {
        await time.advanceBy(60_000);
        const due = schedules.list().filter(({ until }) => until.getTime() > time.now());
        for (const { payload } of due) await guarded(() => checkRecovery(all, input(payload)));
        await guarded(() => sweep(all));
      }
    },
    async decide(decision: 'approve' | 'reject', person = 'ana'): Promise<void> {
      const mails = mailer.sent().filter((mail) => mail.to === `${person}@example.com`);
      const link = linkIn(mails.findLast(({ text }) => text.includes('/approve#')));
      const { nonce, planHash } = await viewApproval(all, link.key);
      await decideApproval(all, { ...link, nonce, planHash, decision, comment: null });
      await time.settle();
    },
    async command(command: RunCommandInput['command'], acceptDebts: readonly string[] = []): Promise<void> {
      const { id: incidentId } = await onlyIncident();
      await runCommand(all, { incidentId, command, by: 'ana', comment: null, acceptDebts });
      await time.settle();
    },
    async stopExecution(): Promise<void> {
      await engine.call('StopExecution', { executionArn: executionOf((await onlyIncident()).id) });
      await time.settle();
    },
    async executionStatus() {
      const executionArn = executionOf((await onlyIncident()).id);
      return (await engine.call('DescribeExecution', { executionArn })).status;
    },
    readings: async (kind: EvidenceKind): Promise<Evidence | undefined> =>
      (await record()).evidence.find((each) => each.kind === kind),
    stop(): void {
      story.stop();
      alerting.stop();
      engine.stop();
    },
  };
}

export type IncidentWorld = Awaited<ReturnType<typeof incidentWorld>>;

/** The handlers check shapes; here the state machine is trusted with them. */
function input<Input>(payload: Readonly<Record<string, unknown>>): Input {
  return JSON.parse(JSON.stringify(payload));
}

function ignore(error: unknown, ...codes: readonly string[]): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = error instanceof Error ? error.name : '';
  if (!codes.includes(code) && !codes.includes(name)) throw error;
}
