import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import type { Assessment } from '../../lambdas/domain/records/incident.ts';
import { createInProcessFunctions } from '../../local/rehearsal/in-process-functions.ts';
import { createInProcessQueue } from '../../local/rehearsal/in-process-queue.ts';
import { createMemoryPorts, handlerDeps } from '../../local/rehearsal/memory-ports.ts';
import { createRehearsedWorld } from '../../local/rehearsal/rehearsed-world.ts';
import { VirtualClock } from '../../local/step-functions/values/clocks.ts';
import { isJsonObject, type Json, type JsonObject } from '../../local/step-functions/values/json.ts';
import type { Scenario } from '../../local/world/scenario/scenario.ts';

/** A change that triage blames, by what it changed and when. */
export interface Blamed {
  /** Key of the resource. */
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

const readers = ['read-metrics', 'read-logs', 'list-changes', 'measure-blast-radius', 'read-dead-letters'];

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
  const world = createRehearsedWorld(scenario, time);
  const ports = createMemoryPorts(clock, policy);
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
    await call('declare-incident', { incidentId });
    const unavailable: Json[] = [];
    for (const name of readers) {
      const found = await call(name, { incidentId });
      if (isJsonObject(found) && found['status'] === 'unavailable') unavailable.push(found);
    }
    await call('assess-incident', { incidentId, unavailable });
    const record = await ports.incidents.readRecord(incidentId);
    const assessment = record?.incident.assessment ?? null;
    if (record === null || assessment === null) throw new Error(`${incidentId} was not assessed`);
    const changes = record.evidence.flatMap((each) => ('changes' in each ? each.changes : []));
    const culprit = changes.find(({ id }) => id === assessment.culprit);
    const blamed = culprit === undefined ? null : { resource: culprit.resource.key, at: culprit.at };
    triaged.push({ service: record.incident.service, assessment, blamed });
  };
  const workflow = {
    ...ports.workflow,
    start: async (incidentId: string) => {
      if (!begun.has(incidentId)) {
        begun.add(incidentId);
        time.setTimer(time.now() + triageAfterMs, () => void work(() => triage(incidentId)));
      }
      return await ports.workflow.start(incidentId);
    },
  };
  const deps = handlerDeps({ ...ports, workflow, aws: world.aws });
  const invoke = createInProcessFunctions(() => deps);
  const call = async (name: string, payload: JsonObject): Promise<Json> => {
    const result = await invoke(name, payload);
    if ('functionError' in result) throw new Error(result.functionError.errorMessage);
    return result.payload;
  };
  const queue = createInProcessQueue(ports.queue, invoke);

  world.start((body) => work(() => queue.deliver('alertmanager', body, clock.now())));
  for (let minute = 0; minute < mostMinutes && begun.size === 0; minute += 1) await time.advanceBy(60_000);
  if (begun.size > 0) await time.advanceBy(othersWithinMs + triageAfterMs);
  world.stop();
  if (failure !== null) throw failure;
  return triaged;
}
