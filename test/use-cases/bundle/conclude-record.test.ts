import { expect, it } from '@jest/globals';
import type { ClosingFigures } from '../../../lambdas/ports/incident-metrics.ts';
import { concludeRecord } from '../../../lambdas/use-cases/bundle/conclude-record.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { aClosedIncident, firstIncidentId } from '../../support/builders/records.ts';

async function concluded(incident = aClosedIncident({ version: 1 }), times = 1) {
  const told: ClosingFigures[] = [];
  const ports = createMemoryPorts(createManualClock('2026-11-23T02:09:00.000Z'), aPolicy());
  const deps = {
    ...handlerDeps(ports),
    incidentMetrics: { putClosing: (each: ClosingFigures) => void told.push(each) },
  };
  await deps.incidents.createIncident(incident);
  for (let time = 1; time <= times; time += 1) await concludeRecord(deps, { incidentId: firstIncidentId });
  return told;
}

it('tells the metrics how long a closed incident took, once', async () => {
  const { service, severity, closedAt } = aClosedIncident();
  expect(await concluded(aClosedIncident({ version: 1 }), 3)).toEqual([
    { service, severity, closedAt, seconds: expect.objectContaining({ resolve: null, acknowledge: null }) },
  ]);
});

it('tells them nothing of a security-sensitive incident', async () => {
  expect(await concluded(aClosedIncident({ version: 1, sensitive: true }))).toEqual([]);
});
