import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  approvalTaskTimeoutSeconds,
  expiryMarginSeconds,
} from '../../../lambdas/domain/records/approval/approval-limits.ts';
import type { BoundChannel } from '../../../lambdas/ports/plug-ins/channel.ts';
import { runCommand } from '../../../lambdas/use-cases/console/run-command.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { createSequentialIds } from '../../../local/rehearsal/memory/sequential-ids.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { recovered, resolveAlerts } from '../../support/builders/stored-alerts.ts';
import { createFaults } from '../../support/faults/faults.ts';
import { approvalWorld } from '../../support/worlds/approval-world.ts';
import { notifying } from '../../support/worlds/notifying.ts';

describe('request-approval', () => {
  it('sends every approver a link and a code of their own, then records that it waits', async () => {
    const world = await approvalWorld();
    await world.ask();
    const [ana, ben] = [deliveredLink(world.sentTo('ana')[0]), deliveredLink(world.sentTo('ben')[0])];
    expect(ana.key).not.toBe(ben.key);
    expect(ana.code).not.toBe(ben.code);
    expect(world.channel.sent()).toHaveLength(2);
    expect(await world.incidents.readIncident(world.incidentId)).toMatchObject({
      status: 'awaiting-approval',
      approvalId: world.approvalId,
      stepIndex: 0,
    });
    expect(await world.approval()).toMatchObject({
      state: 'pending',
      planHash: world.planHash,
      requestedAt: '2026-11-23T02:02:19.000Z',
      expiresAt: '2026-11-23T02:17:19.000Z',
    });
  });

  it('keeps the newest token and asks nobody twice when its task is retried', async () => {
    const world = await approvalWorld();
    await world.ask('token-1');
    await world.ask('token-2');
    expect(world.channel.sent()).toHaveLength(2);
    await world.decide(deliveredLink(world.sentTo('ana')[0]));
    expect([...world.workflow.taskOutputs().keys()]).toEqual(['token-2']);
  });

  it('answers a retried task at once when the approval was decided meanwhile', async () => {
    const world = await approvalWorld();
    await world.ask('token-1');
    await world.decide(deliveredLink(world.sentTo('ana')[0]), { decision: 'reject' });
    await world.ask('token-2');
    expect(world.workflow.taskOutputs().get('token-2')).toMatchObject({ decision: 'rejected' });
    expect(world.channel.sent()).toHaveLength(2);
  });

  it('does not ask again those who were asked when another could not be', async () => {
    const world = await approvalWorld();
    const faults = createFaults(null);
    const channel: BoundChannel = {
      name: 'mail',
      isPrivate: true,
      deliver: async (to, notification) => {
        if (to.id === 'ben') throw new Error('mailbox full');
        return await world.channel.deliver(to, notification);
      },
    };
    const broken = notifying(world.through(faults), { channels: [channel] });
    await expect(world.ask('token-1', broken)).rejects.toThrow();
    await world.ask('token-2');
    expect(world.sentTo('ana')).toHaveLength(1);
    expect(world.sentTo('ben')).toHaveLength(1);
  });

  it('asks nobody when every alert resolved by itself and the metrics agree', async () => {
    const world = await approvalWorld();
    await resolveAlerts(world.incidents, world.incidentId);
    await recovered(world);
    await world.ask();
    expect(world.channel.sent()).toEqual([]);
    expect(world.workflow.taskOutputs().get('token-1')).toMatchObject({ decision: 'seems-over' });
  });

  it('obeys a person who took over before there was a wait, and asks nobody', async () => {
    const world = await approvalWorld();
    await runCommand(
      { ...world, ids: createSequentialIds(world.clock) },
      {
        incidentId: world.incidentId,
        command: 'take-over',
        by: 'ben',
        comment: null,
        acceptDebts: [],
      },
    );
    await world.ask();
    expect(world.channel.sent()).toEqual([]);
    expect(world.workflow.taskOutputs().get('token-1')).toMatchObject({ decision: 'taken-over' });
    expect(await world.approval()).toMatchObject({ state: 'void', decidedBy: 'ben' });
  });

  it('stores the token sealed, and puts neither token nor code into the record', async () => {
    const world = await approvalWorld();
    await world.ask('the-task-token');
    const { code } = deliveredLink(world.sentTo('ana')[0]);
    const stored = JSON.stringify([
      await world.approval(),
      await world.incidents.readRecord(world.incidentId),
    ]);
    expect(stored).not.toContain('the-task-token');
    expect(stored).not.toContain(code);
    expect(JSON.stringify(world.channel.sent())).not.toContain('the-task-token');
  });

  it('expires at least two minutes before its task, however long policy lets people think', async () => {
    const policy = aPolicy();
    const approvals = { approvers: ['ana'], expiresAfterMinutes: 10_080, noAnswer: [] };
    const world = await approvalWorld({ ...policy, people: { ...policy.people, approvals } });
    await world.ask();
    const { requestedAt, expiresAt } = await world.approval();
    const states = JSON.parse(readFileSync('statemachines/incident-response.asl.json', 'utf8')).States;
    const taskSeconds = states['Ask for approval'].TimeoutSeconds;
    const lifeSeconds = (Date.parse(expiresAt) - Date.parse(requestedAt)) / 1000;
    expect(taskSeconds).toBe(approvalTaskTimeoutSeconds);
    expect(lifeSeconds).toBeLessThanOrEqual(taskSeconds - expiryMarginSeconds);
  });

  it('refuses an approver whom people.yaml does not know', async () => {
    const policy = aPolicy();
    const approvals = { approvers: ['carol'], expiresAfterMinutes: 15, noAnswer: [] };
    const world = await approvalWorld({ ...policy, people: { ...policy.people, approvals } });
    await expect(world.ask()).rejects.toMatchObject({ code: 'configuration.invalid' });
  });
});
