import { beforeEach, describe, expect, it } from '@jest/globals';
import { finishClosing } from '../../../lambdas/use-cases/closing/finish-closing.ts';
import { tendPostmortems } from '../../../lambdas/use-cases/postmortem/tend-postmortems.ts';
import { writePostmortem } from '../../../lambdas/use-cases/postmortem/write-postmortem.ts';
import { aClosedIncident } from '../../support/builders/records.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

let world: ReturnType<typeof useCaseWorld>;
/** Closed, but what closed it ended before it gave anything back. */
beforeEach(async () => {
  world = useCaseWorld();
  await world.open();
  const closedAt = world.clock.now().toISOString();
  await world.change(() => aClosedIncident({ closedAt }));
});

const incident = async () => {
  const found = await world.incidents.readIncident(world.incidentId);
  if (found === null) throw new Error('There is no incident');
  return found;
};
const holder = async () => await world.incidents.readOpenLock((await incident()).correlationKey);
const finishAfter = async (seconds: number) => {
  world.clock.advance(seconds);
  await finishClosing(world, await incident());
};

describe('a closing that was not finished', () => {
  it('is left to the workflow for ten minutes', async () => {
    await finishAfter(599);
    expect(await holder()).toBe(world.incidentId);
  });

  it('gives back what the incident holds', async () => {
    await finishAfter(600);
    expect(await holder()).toBeNull();
  });

  it('gives it back, too, where somebody had the postmortem written in the meantime', async () => {
    await writePostmortem(world, { incidentId: world.incidentId });
    await finishAfter(660);
    expect(await holder()).toBeNull();
  });

  it('is finished before anything else than the workflow writes the postmortem', async () => {
    world.clock.advance(899);
    await tendPostmortems(world);
    expect((await incident()).postmortem).toBeNull();
    await finishClosing(world, await incident());
    expect(await holder()).toBeNull();
  });

  it('costs nothing any more when it is long done', async () => {
    await writePostmortem(world, { incidentId: world.incidentId });
    await finishAfter(901);
    expect(await holder()).toBe(world.incidentId);
  });
});
