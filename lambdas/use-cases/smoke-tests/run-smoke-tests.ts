import { NotFoundError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { smokeTestsOf } from '../../domain/response/recovery/checks-name.ts';
import { dueSmokeTests } from '../../domain/response/recovery/criteria/due-smoke-tests.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { type RunSmokeTestDeps, runSmokeTest } from './run-smoke-test.ts';

export interface RunSmokeTestsDeps extends RunSmokeTestDeps {
  readonly incidents: Pick<IncidentStore, 'readOutline' | 'saveSmokeRuns'>;
  readonly policy: CompiledPolicy;
  readonly schedules: Schedules;
}

/**
 * Every minute while recovery is awaited: runs the smoke tests of the incident's service that are due, and keeps the newest run of each.
 * It judges nothing. Once nobody waits any more it ends its schedule.
 */
export async function runSmokeTests(
  deps: RunSmokeTestsDeps,
  { incidentId }: { readonly incidentId: string },
): Promise<void> {
  const record = await deps.incidents.readOutline(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const { incident, recoveryLook, smokeRuns = [] } = record;
  const service = findService(deps.policy, incident);
  if (incident.status !== 'verifying' || service === null) {
    await deps.schedules.remove(smokeTestsOf(incidentId));
    return;
  }
  const due = dueSmokeTests(service.smokeTests, incident, recoveryLook);
  if (due.length === 0) return;
  const runs = await Promise.all(
    due.map((test) =>
      runSmokeTest(
        deps,
        service,
        test,
        smokeRuns.find((run) => run.test === test.id),
      ),
    ),
  );
  const others = smokeRuns.filter(
    ({ test }) => !due.some(({ id }) => id === test) && service.smokeTests.some(({ id }) => id === test),
  );
  await deps.incidents.saveSmokeRuns(incidentId, [...others, ...runs]);
}
