import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { RecoveryVerdict } from '../../../lambdas/domain/records/recovery.ts';
import { tellLostAutonomy } from '../../../lambdas/use-cases/closing/tell-lost-autonomy.ts';
import { anAssessment, aService } from '../../support/builders/builders.ts';
import { aClosedIncident, anIncident, aStep, aStepRecord } from '../../support/builders/records.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

let world: ReturnType<typeof useCaseWorld>;
beforeEach(() => {
  world = useCaseWorld();
});

/** One closed incident in which the action was judged so. */
async function closed(number: number, state: RecoveryVerdict['state']): Promise<Incident> {
  const id = `inc_01KATZ3V00000000000000000${number}`;
  const at = new Date(world.clock.now().getTime() - 60_000).toISOString();
  const incident = aClosedIncident({
    id,
    version: 1,
    closedAt: at,
    assessment: anAssessment({ plan: { hash: 'h', steps: [aStep()] } }),
  });
  await world.incidents.createIncident(incident);
  await world.incidents.saveStep(
    aStepRecord({
      incidentId: id,
      result: { at, outcome: 'done', text: 'moved', postState: {} },
      verification: { at, verdict: { state, reason: 'as it was' } as RecoveryVerdict },
    }),
  );
  world.clock.advance(3600);
  return { ...incident, closedAt: new Date(world.clock.now().getTime() - 60_000).toISOString() };
}
const tell = (incident: Incident) =>
  tellLostAutonomy(
    { ...world, policy: { ...world.policy, services: [aService({ owner: 'ben' })] } },
    incident,
  );
const told = () => world.channel.sent().map(({ to, kind }) => [to, kind]);

describe('an action that does less by itself from now on', () => {
  it('is told to the owner of the service, once, with the incident that took it', async () => {
    await tell(await closed(1, 'no-better'));
    expect(told()).toEqual([]);
    const second = await closed(2, 'no-better');
    await tell(second);
    await tell(second);
    expect(told()).toEqual([['ben', 'autonomy-lost']]);
  });

  it('is no news when it was below before, or when the step helped', async () => {
    for (const number of [1, 2]) await closed(number, 'no-better');
    await tell(await closed(3, 'no-better'));
    await tell(await closed(4, 'recovered'));
    expect(told()).toEqual([]);
  });

  it('is not told of an incident that was closed long ago', async () => {
    await closed(1, 'no-better');
    const second = await closed(2, 'no-better');
    world.clock.advance(7200);
    await tell(second);
    expect(told()).toEqual([]);
  });
});

describe('an incident that comes back', () => {
  /** Opened for what the other one seemed to have ended. */
  const reopening = (number: number, of: Incident): Incident => ({
    ...anIncident({ id: `inc_01KATZ3V00000000000000000${number}`, reopens: of.id }),
    openedAt: world.clock.now().toISOString(),
  });
  const back = async (number: number, of: Incident): Promise<Incident> => {
    const incident = reopening(number, of);
    await world.incidents.createIncident(incident);
    return incident;
  };

  it('takes autonomy from the step that seemed to have ended it, which its owner is told once', async () => {
    await closed(1, 'no-better');
    const held = await closed(2, 'recovered');
    await tell(held);
    expect(told()).toEqual([]);
    const again = await back(3, held);
    await tell(again);
    await tell(again);
    expect(told()).toEqual([['ben', 'autonomy-lost']]);
    const { entries } = (await world.incidents.readRecord(held.id)) ?? {};
    expect(entries?.map(({ kind }) => kind)).toContain('notification.sent');
  });

  it.each<[string, () => Promise<Incident>]>([
    ['one relapse is forgiven', async () => back(3, await closed(2, 'recovered'))],
    [
      'its step had failed already when it was closed',
      async () => {
        await closed(1, 'no-better');
        return back(3, await closed(2, 'no-better'));
      },
    ],
    [
      'it comes back two days later',
      async () => {
        await closed(1, 'no-better');
        const held = await closed(2, 'recovered');
        world.clock.advance(2 * 86_400);
        return back(3, held);
      },
    ],
    [
      'it was opened long ago',
      async () => {
        await closed(1, 'no-better');
        const again = await back(3, await closed(2, 'recovered'));
        world.clock.advance(7200);
        return again;
      },
    ],
  ])('is no news where %s', async (_, opened) => {
    await tell(await opened());
    expect(told()).toEqual([]);
  });
});
