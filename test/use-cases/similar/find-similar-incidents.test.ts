import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { signatureOf } from '../../../lambdas/domain/triage/similar/incident-signature.ts';
import { readSimilar } from '../../../lambdas/use-cases/similar/read-similar.ts';
import { assessIncident } from '../../../lambdas/use-cases/triage/assess-incident.ts';
import { anAssessment } from '../../support/builders/builders.ts';
import { aClosedIncident, anIncident, anIncidentAlert } from '../../support/builders/records.ts';
import { sampleLogs } from '../../support/builders/samples/sample-evidence.ts';
import { storeAlerts } from '../../support/builders/stored-alerts.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

let world: ReturnType<typeof useCaseWorld>;
beforeEach(() => {
  world = useCaseWorld();
});

const alerts = [anIncidentAlert()];

/** One that closed before, with the signature of the same fault unless it is from an earlier version. */
async function former(number: number, overrides: Partial<Extract<Incident, { status: 'closed' }>> = {}) {
  const incident = anIncident();
  const assessment = anAssessment();
  const closed = aClosedIncident({
    id: `inc_01KATZ3U0000000000000000${number}0`,
    openedAt: `2026-11-${10 + number}T02:00:00.000Z`,
    closedAt: `2026-11-${10 + number}T02:06:00.000Z`,
    assessment: {
      ...assessment,
      signature: signatureOf({ incident, assessment, alerts, evidence: [sampleLogs] }),
    },
    ...overrides,
  });
  await world.incidents.createIncident(closed);
  return closed.id;
}

async function assess(overrides: Parameters<typeof world.open>[0] = {}) {
  await world.open({ status: 'triaging', ...overrides });
  await world.incidents.putEvidence(world.incidentId, sampleLogs);
  await assessIncident(world, { incidentId: world.incidentId, unavailable: [] });
  const incident = await world.incidents.readIncident(world.incidentId);
  return (incident?.assessment?.similar ?? []).map(({ incidentId }) => incidentId);
}

describe('an incident that was seen before', () => {
  it('is found at its assessment, with how the former one ended and how long that took', async () => {
    const id = await former(1);
    expect(await assess()).toEqual([id]);
    const incident = await world.incidents.readIncident(world.incidentId);
    expect(incident?.assessment?.similar).toMatchObject([
      { incidentId: id, ended: 'It recovered without an action of Firebreak', tookSeconds: 360 },
    ]);
  });

  it('is found by the record of one from before signatures were kept', async () => {
    const id = await former(1, { assessment: anAssessment() });
    await world.incidents.putEvidence(id, sampleLogs);
    await storeAlerts(world.incidents, id, ...alerts);
    expect(await assess()).toEqual([id]);
  });

  it('is not said to be like another fault of the same service', async () => {
    await former(1, { assessment: anAssessment() });
    expect(await assess()).toEqual([]);
  });

  it('never names a security-sensitive one, unless it is sensitive itself', async () => {
    const id = await former(1, { sensitive: true });
    expect(await assess()).toEqual([]);
    world = useCaseWorld();
    await former(1, { sensitive: true });
    expect(await assess({ sensitive: true })).toEqual([id]);
  });
});

describe('whoever asks for former incidents', () => {
  it('is not told of sensitive ones that they may not see', async () => {
    const id = await former(1);
    await former(2, { sensitive: true });
    await assess();
    const found = await readSimilar(world, world.incidentId, null);
    expect(found.map(({ incidentId }) => incidentId)).toEqual([id]);
  });
});
