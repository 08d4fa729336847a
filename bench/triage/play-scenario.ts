import { actions } from '../../lambdas/actions/index.ts';
import { createInMemoryDeliveryLedger } from '../../lambdas/adapters/memory/in-memory-delivery-ledger.ts';
import { createInMemoryIncidentStore } from '../../lambdas/adapters/memory/in-memory-incident-store.ts';
import { createInMemoryReportedChangeStore } from '../../lambdas/adapters/memory/in-memory-reported-change-store.ts';
import { createInMemoryWorkflow } from '../../lambdas/adapters/memory/in-memory-workflow.ts';
import { createInProcessAws } from '../../lambdas/adapters/memory/in-process-aws.ts';
import { unlimited } from '../../lambdas/adapters/memory/unlimited.ts';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import { evidenceKinds, type UnavailableEvidence } from '../../lambdas/domain/records/evidence.ts';
import type { Assessment } from '../../lambdas/domain/records/incident.ts';
import { evidenceReaders } from '../../lambdas/evidence/index.ts';
import type { Timeouts } from '../../lambdas/ports/timeouts.ts';
import { sourcesByName } from '../../lambdas/sources/index.ts';
import { correlateAlerts } from '../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { assessIncident } from '../../lambdas/use-cases/triage/assess-incident.ts';
import { declareIncident } from '../../lambdas/use-cases/triage/declare-incident.ts';
import { readEvidence } from '../../lambdas/use-cases/triage/read-evidence.ts';
import { VirtualClock } from '../../local/step-functions/values/clocks.ts';
import { Account } from '../../local/world/account.ts';
import { accountApis, answerOfAccount } from '../../local/world/account-apis.ts';
import { Alerting } from '../../local/world/alerting.ts';
import type { Scenario } from '../../local/world/scenario.ts';
import { Story } from '../../local/world/story.ts';
import { memoryDirectory } from '../../test/support/builders/memory-directory.ts';

/** A change that triage blames, by what it changed and when. */
export interface Blamed {
  readonly resource: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

export interface TriagedIncident {
  readonly service: string;
  readonly assessment: Assessment;
  /** Null when no change is blamed. */
  readonly blamed: Blamed | null;
}

/** From the alert's arrival to the end of triage's reading. */
const triageAfterMs = 6000;
/** Whatever else opens an incident so soon after the first one belongs to it. */
const othersWithinMs = 4 * 60_000;
const mostMinutes = 120;

/** Time stands still while a reader works. */
const timeouts: Timeouts = { limit: (_seconds, work) => work(new AbortController().signal) };

/**
 * Plays a scenario on a virtual clock until its alerts have opened incidents, and triages each with the deployed use cases and readers
 * against the simulated account. Empty when no alert fired.
 */
export async function playScenario(
  scenario: Scenario,
  policy: CompiledPolicy,
  startAtMs: number,
): Promise<readonly TriagedIncident[]> {
  const time = new VirtualClock(startAtMs);
  const clock = { now: () => new Date(time.now()) };
  const account = Account.open(scenario, memoryDirectory(), startAtMs);
  const aws = createInProcessAws(answerOfAccount(accountApis(scenario, account, () => time.now())));
  const incidents = createInMemoryIncidentStore();
  const workflow = createInMemoryWorkflow();
  const ledger = createInMemoryDeliveryLedger();
  const subscriptions = { confirm: async () => '' };
  const stores = { incidents, workflow, ledger, rateLimiter: unlimited };
  const deps = { sources: sourcesByName, actions, policy, aws, subscriptions, clock, timeouts, ...stores };
  const readers = { aws, services: policy.services, reportedChanges: createInMemoryReportedChangeStore() };
  const triaged: TriagedIncident[] = [];
  const begun = new Set<string>();
  let failure: unknown = null;

  const work = async (task: () => Promise<void>): Promise<void> => {
    const release = time.hold();
    await task()
      .catch((error: unknown) => {
        failure ??= error;
      })
      .finally(release);
  };
  const triage = async (incidentId: string): Promise<void> => {
    await declareIncident(deps, { incidentId, executionArn: null });
    const unavailable: UnavailableEvidence[] = [];
    for (const kind of evidenceKinds) {
      const found = await readEvidence({ ...deps, reader: evidenceReaders[kind](readers) }, { incidentId });
      if (found.status === 'unavailable') unavailable.push(found);
    }
    await assessIncident(deps, { incidentId, unavailable });
    const record = await incidents.readRecord(incidentId);
    const assessment = record?.incident.assessment ?? null;
    if (record === null || assessment === null) throw new Error(`${incidentId} was not assessed`);
    const changes = record.evidence.flatMap((each) => ('changes' in each ? each.changes : []));
    const blamed = changes.find(({ id }) => id === assessment.culprit) ?? null;
    triaged.push({ service: record.incident.service, assessment, blamed });
  };
  let deliveries = 0;
  const receive = (body: string): Promise<void> =>
    work(async () => {
      deliveries += 1;
      const id = `dlv_${String(deliveries).padStart(26, '0')}`;
      const delivery = {
        id,
        source: 'alertmanager',
        receivedAt: clock.now().toISOString(),
        headers: {},
        body,
      };
      const { lines, failed } = await correlateAlerts(deps, [delivery]);
      if (failed.length > 0) throw failed[0]?.error;
      for (const incidentId of lines.flatMap(({ incidentIds }) => incidentIds)) {
        if (begun.has(incidentId)) continue;
        begun.add(incidentId);
        time.setTimer(time.now() + triageAfterMs, () => void work(() => triage(incidentId)));
      }
    });

  const story = new Story(scenario, account, time, () => {});
  const alerting = new Alerting(scenario, account, time, memoryDirectory(), receive);
  story.start();
  alerting.start();
  for (let minute = 0; minute < mostMinutes && begun.size === 0; minute += 1) await time.advanceBy(60_000);
  if (begun.size > 0) await time.advanceBy(othersWithinMs + triageAfterMs);
  story.stop();
  alerting.stop();
  if (failure !== null) throw failure;
  return triaged;
}
