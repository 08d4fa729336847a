import type { Debt } from '../../../lambdas/domain/records/step-record.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aPolicy } from '../builders/policy/a-policy.ts';
import { aClosedIncident, aDebt, firstIncidentId } from '../builders/records.ts';
import { serveIncidentApi } from '../servers/incident-api.ts';

export const otherIncidentId = 'inc_01KATZ3V000000000000000002';
export const takenBack = 'lambda-alias:checkout:live';
export const scaled = 'ecs-service:shop:web';

/** An installation, reached over its API: version 57 of checkout was taken back, and web was scaled in two incidents. */
export async function debtsWorld() {
  const clock = createManualClock('2026-11-23T12:04:04.000Z');
  const deps = handlerDeps(createMemoryPorts(clock, aPolicy()));
  const { incidents } = deps;
  for (const [id, service] of [
    [firstIncidentId, 'checkout'],
    [otherIncidentId, 'search'],
  ] as const) {
    await incidents.createIncident(aClosedIncident({ id, service, version: 1 }));
    await incidents.putDebt(aDebt({ incidentId: id, service, resource: scaled, stepIndex: 1 }));
  }
  await incidents.putDebt(
    aDebt({
      service: 'checkout',
      resource: takenBack,
      createdAt: '2026-11-23T02:00:00.000Z',
      expiresAt: '2026-11-23T13:04:04.000Z',
      dueAt: '2026-11-23T11:04:04.000Z',
      forbids: { version: '57', summary: 'checkout v57 deployed' },
      undoReadiness: { at: '2026-11-23T03:00:00.000Z', ready: false, text: 'version 57\u001B[2J is gone' },
    }),
  );
  return {
    ...deps,
    api: await serveIncidentApi(deps),
    async debtOn(resource: string, incidentId = firstIncidentId): Promise<Debt | undefined> {
      return (await incidents.listDebts(incidentId)).find((each) => each.resource === resource);
    },
  };
}
