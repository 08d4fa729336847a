import { describe, expect, it } from '@jest/globals';
import { createAesTokenVault } from '../../../lambdas/adapters/crypto/aes-token-vault.ts';
import { SweepIncompleteError } from '../../../lambdas/domain/errors.ts';
import { requestApproval } from '../../../lambdas/use-cases/approvals/request-approval.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { sweep } from '../../../lambdas/use-cases/sweep/sweep.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

const otherKeys = createAesTokenVault(async () => ['made anew']);

async function asked(token = 'token-a'): Promise<UseCaseWorld> {
  const world = useCaseWorld();
  await world.acted();
  world.workflow.openTask(token);
  await requestApproval(world, input(world, token));
  return world;
}

const input = ({ incidentId }: UseCaseWorld, taskToken: string) => ({
  incidentId,
  stepIndex: 0,
  reasons: [],
  taskToken,
});
const approvalOf = ({ approvals, incidentId }: UseCaseWorld) =>
  approvals.readApproval(`apr_${incidentId.slice(4)}_0`);
const statusOf = async ({ incidents, incidentId }: UseCaseWorld) =>
  (await incidents.readIncident(incidentId))?.status;

describe('a record and a workflow that do not match', () => {
  it('leaves those alone that do, and those of which somebody may be writing', async () => {
    const world = await asked();
    world.clock.advance(240);
    await sweep(world);
    const other = await asked();
    await other.workflow.succeedTask('token-a', {});
    other.clock.advance(60);
    await sweep(other);
    expect([world.workflow.restarted(), other.workflow.restarted()]).toEqual([[], []]);
  });

  it('does the current step again when the wait that is recorded is over, and gives up when that did not help', async () => {
    const world = await asked();
    await world.workflow.succeedTask('token-a', {});
    world.clock.advance(240);
    await sweep(world);
    await sweep(world);
    expect(world.workflow.restarted()).toHaveLength(1);
    expect(await statusOf(world)).toBe('awaiting-approval');
    world.clock.advance(240);
    await sweep(world);
    expect(world.workflow.restarted()).toHaveLength(1);
    expect(await statusOf(world)).toBe('handed-over');
    expect(await approvalOf(world)).toMatchObject({ state: 'void' });
  });

  it('asks anew, once, when the keys of the links are gone', async () => {
    const world = await asked();
    const before = world.channel.sent().length;
    const renewed = { ...world, vault: otherKeys };
    world.clock.advance(240);
    await sweep(renewed);
    expect(world.workflow.restarted()).toHaveLength(1);
    // What the step does when it is done again.
    world.workflow.openTask('token-b');
    await requestApproval(renewed, input(world, 'token-b'));
    await requestApproval(renewed, input(world, 'token-b'));
    const sent = world.channel.sent().slice(before);
    expect(sent.map(({ kind }) => kind)).toEqual(Array(before).fill('approval-replaced'));
    expect((await approvalOf(world))?.links.map(({ generation }) => generation)).toEqual(
      Array(before).fill(1),
    );
    world.clock.advance(240);
    await sweep(renewed);
    expect(world.workflow.restarted()).toHaveLength(1);
    expect(world.channel.sent()).toHaveLength(2 * before);
  });

  it('asks nobody again when a step is done again with the keys as they were', async () => {
    const world = await asked();
    const before = world.channel.sent().length;
    await requestApproval(world, input(world, 'token-b'));
    expect(world.channel.sent()).toHaveLength(before);
  });

  it('hands over what nobody has moved on for a quarter of an hour, when doing its step again does not help', async () => {
    const world = useCaseWorld();
    await world.acted();
    world.clock.advance(700);
    await sweep(world);
    expect(world.workflow.restarted()).toEqual([]);
    world.clock.advance(260);
    await sweep(world);
    expect(world.workflow.restarted()).toHaveLength(1);
    world.clock.advance(960);
    await sweep(world);
    expect(await statusOf(world)).toBe('handed-over');
  });

  it('ends a workflow of which there is no record, and says so once', async () => {
    const world = useCaseWorld();
    const arn = await world.workflow.start('inc_01KATZ3V00000000000000LOST');
    await expect(sweep(world)).rejects.toThrow(SweepIncompleteError);
    expect(await world.workflow.status(arn)).toBe('ended');
    await sweep(world);
  });

  it('ends the workflow of an incident that was closed some time ago', async () => {
    const world = useCaseWorld();
    await world.acted();
    await handOver(world, { incidentId: world.incidentId, reason: 'r', reminder: 0, taskToken: 't' });
    const { executionArn } = (await world.incidents.readIncident(world.incidentId)) ?? {};
    await world.change((incident) => ({
      ...incident,
      status: 'closed',
      closedAt: world.clock.now().toISOString(),
      outcome: 'recovered',
      closedBy: 'firebreak:close-incident',
      acceptedDebts: [],
    }));
    await sweep(world);
    expect(await world.workflow.status(executionArn ?? '')).toBe('running');
    world.clock.advance(1000);
    await sweep(world);
    expect(await world.workflow.status(executionArn ?? '')).toBe('ended');
  });
});
