import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Debt } from '../../../lambdas/domain/records/step-record.ts';
import { projectTimeline } from '../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { checkUndo, expireAction } from '../../../lambdas/use-cases/actions/expire-action.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { runCommand } from '../../../lambdas/use-cases/console/run-command.ts';
import { tendDebt } from '../../../lambdas/use-cases/sweep/tend-debts.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { moveAlias } from '../../../local/world/services/lambda/lambda-state.ts';
import { aKillSwitch, anIncident } from '../../support/builders/records.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';

const hour = 3600;
const resource = 'lambda-alias:checkout:live';

let world: ApprovalWorld;
const input = () => ({ incidentId: world.incidentId, stepIndex: 0 });
const expire = () => expireAction(world, input());
const version = () => world.account.alias.version;

async function debt(): Promise<Debt> {
  const [found] = await world.incidents.listDebts(world.incidentId);
  if (found === undefined) throw new Error('There is no debt');
  return found;
}
const tend = async () => await tendDebt(world, await debt());
const close = () =>
  closeIncident(world, { incidentId: world.incidentId, outcome: 'recovered', closedBy: 'firebreak' });
const command = (given: {
  command: 'renew-debt' | 'settle-debt' | 'accept-debt';
  hours?: number;
  comment?: string;
}) =>
  runCommand(world, {
    incidentId: world.incidentId,
    by: 'ben',
    comment: null,
    acceptDebts: [],
    debt: resource,
    ...given,
  });

/** Rolled back for six hours. */
beforeEach(async () => {
  world = await approvalWorld();
  await world.change((incident) => {
    const { assessment } = incident;
    if (assessment === null) return incident;
    const steps = assessment.plan.steps.map((step) => ({ ...step, expiresAfterSeconds: 6 * hour }));
    const plan = { ...assessment.plan, steps };
    return { ...incident, version: incident.version + 1, assessment: { ...assessment, plan } };
  });
  await world.ask();
  await world.decide(deliveredLink(world.sentTo('ana')[0]));
  expect(await world.act()).toMatchObject({ outcome: 'done' });
  expect(version()).toBe('56');
});

describe('an action that is meant for a time', () => {
  it('stays until its end', async () => {
    await close();
    world.clock.advance(6 * hour - 60);
    expect((await expire()).outcome).toBe('not-due');
    expect(version()).toBe('56');
  });

  it('is taken back at its end by its own function, which the sweep asks, and its owner hears before and after', async () => {
    await close();
    world.clock.advance(6 * hour - 20 * 60);
    await tend();
    expect(world.sentTo('ana').at(-1)).toMatchObject({ kind: 'debt', facts: { news: 'ends-soon' } });
    world.clock.advance(20 * 60);
    await tend();
    const [asked] = world.schedules.list().filter(({ name }) => name.startsWith('expire-'));
    expect(asked?.call).toEqual({
      function: 'action-roll-back-lambda-alias',
      payload: { operation: 'expire', ...input() },
    });
    expect(await expire()).toMatchObject({ outcome: 'undone' });
    expect(version()).toBe('57');
    expect((await expire()).outcome).toBe('not-due');
    expect(world.account.changes).toHaveLength(2);
    await tend();
    expect(await debt()).toMatchObject({ status: 'restored', closedBy: 'firebreak:expire-action' });
    expect(world.sentTo('ana').at(-1)).toMatchObject({ facts: { news: 'taken-back' } });
    const record = await world.incidents.readRecord(world.incidentId);
    const kinds = record && projectTimeline(record, [], evidenceKinds).map(({ kind }) => kind);
    expect(kinds?.slice(-4)).toEqual(expect.arrayContaining(['debt.ended', 'debt.closed']));
    const calls =
      record && projectTimeline(record, [], evidenceKinds).filter(({ kind }) => kind === 'step.call');
    expect(calls?.at(-1)).toMatchObject({ actor: 'firebreak:expire-action' });
  });

  it('stays when somebody renewed it, and the command says until when', async () => {
    await close();
    world.clock.advance(6 * hour - 60);
    await command({ command: 'renew-debt', hours: 12 });
    world.clock.advance(120);
    expect((await expire()).outcome).toBe('not-due');
    expect(version()).toBe('56');
    world.clock.advance(12 * hour);
    expect((await expire()).outcome).toBe('undone');
  });

  it('stays, and is left to people, when somebody changed the resource since', async () => {
    await close();
    moveAlias(world.account.alias, '58', world.clock.now().getTime());
    world.clock.advance(6 * hour);
    expect(await expire()).toMatchObject({ outcome: 'changed-since' });
    expect(version()).toBe('58');
    await tend();
    expect(world.sentTo('ana').at(-1)).toMatchObject({ facts: { news: 'not-taken-back' } });
    expect((await debt()).status).toBe('open');
    expect((await expire()).outcome).toBe('not-due');
  });

  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['its incident is open', async () => {}, /still open/],
    [
      'another incident of the service is open',
      async () => {
        await close();
        await world.incidents.createIncident(anIncident({ id: 'inc_other' }));
      },
      /inc_other/,
    ],
    [
      'everything is stopped',
      async () => {
        await close();
        await world.killSwitches.save(aKillSwitch());
      },
      /kill switch/,
    ],
    [
      'another incident works on the resource',
      async () => {
        await close();
        const later = new Date(world.clock.now().getTime() + 6 * hour * 1000);
        await world.leases.acquireLease(resource, 'inc_other', later, 600);
      },
      /inc_other is working/,
    ],
  ])('is held back while %s, says so once and is tried again', async (_, prepare, why) => {
    await prepare();
    world.clock.advance(6 * hour);
    expect(await expire()).toMatchObject({ outcome: 'held', reason: expect.stringMatching(why) });
    expect(version()).toBe('56');
    const before = world.sentTo('ana').length;
    await tend();
    await tend();
    expect(world.sentTo('ana').length).toBe(before + 1);
    expect(world.sentTo('ana').at(-1)).toMatchObject({ facts: { news: 'not-taken-back' } });
  });

  it('obeys whoever renews it between its look and its effect', async () => {
    await close();
    world.clock.advance(6 * hour);
    const { leases } = world;
    const racing = {
      ...world,
      leases: {
        ...leases,
        acquireLease: async (...all: Parameters<typeof leases.acquireLease>) => {
          await command({ command: 'renew-debt', hours: 1 });
          return await leases.acquireLease(...all);
        },
      },
    };
    expect((await expireAction(racing, input())).outcome).toBe('not-due');
    expect(version()).toBe('56');
  });

  it('is given up and told when its function never answers', async () => {
    await close();
    world.clock.advance(6 * hour);
    for (let tries = 0; tries < 4; tries += 1) {
      await tend();
      world.clock.advance(600);
    }
    expect((await debt()).expiry).toMatchObject({
      outcome: 'unknown',
      text: expect.stringContaining('did not answer'),
    });
    await tend();
    expect(world.sentTo('ana').at(-1)).toMatchObject({ facts: { news: 'not-taken-back' } });
  });
});

describe('a debt', () => {
  it('is settled by a person, also after its incident was closed, and refused when it is closed already', async () => {
    await close();
    await command({ command: 'settle-debt', comment: 'v58 is live' });
    expect(await debt()).toMatchObject({ status: 'restored', closedBy: 'person:ben' });
    world.clock.advance(hour);
    await expect(command({ command: 'renew-debt', hours: 2 })).rejects.toMatchObject({
      code: 'command.refused',
    });
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.entries.map(({ kind }) => kind)).toContain('command.settle-debt');
  });

  it('is accepted only with a reason, and renewed only for a time', async () => {
    await expect(command({ command: 'accept-debt' })).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(command({ command: 'settle-debt', hours: 3 })).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await expect(command({ command: 'renew-debt', hours: 1000 })).rejects.toMatchObject({
      code: 'input.invalid',
    });
    await command({ command: 'accept-debt', comment: 'v56 stays' });
    expect((await debt()).status).toBe('accepted');
  });

  it('names what must not be deployed again', async () => {
    expect((await debt()).forbids).toMatchObject({ version: '57' });
  });

  it('knows whether it could still be undone', async () => {
    expect(await checkUndo(world, input())).toEqual({ ready: true });
    expect((await debt()).undoReadiness).toMatchObject({ ready: true });
  });
});
