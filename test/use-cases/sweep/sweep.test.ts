import { describe, expect, it } from '@jest/globals';
import {
  DependencyUnavailableError,
  SweepIncompleteError,
  WriteConflictError,
} from '../../../lambdas/domain/errors.ts';
import { decided } from '../../../lambdas/domain/records/approval/approval-transitions.ts';
import { requestApproval } from '../../../lambdas/use-cases/approvals/request-approval.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { watchRecovery } from '../../../lambdas/use-cases/recovery/watch-recovery.ts';
import { sweep } from '../../../lambdas/use-cases/sweep/sweep.ts';
import { anIncident } from '../../support/builders/records.ts';
import { resolveAlerts } from '../../support/builders/stored-alerts.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

async function asking(): Promise<{ world: UseCaseWorld; approvalId: string }> {
  const world = useCaseWorld();
  await world.acted();
  world.workflow.openTask('token-a');
  const { incidentId } = world;
  await requestApproval(world, { incidentId, stepIndex: 0, reasons: [], taskToken: 'token-a' });
  return { world, approvalId: `apr_${incidentId.slice(4)}_0` };
}

describe('the sweep', () => {
  it('starts a workflow that is missing, and leaves a young incident to whoever opened it', async () => {
    const world = useCaseWorld();
    await world.open();
    world.clock.set(new Date('2026-11-23T02:02:40.000Z'));
    await sweep(world);
    expect(world.workflow.started()).toEqual([]);
    world.clock.advance(60);
    await sweep(world);
    expect(world.workflow.started()).toEqual([world.incidentId]);
  });

  it('delivers a decision that did not reach the workflow', async () => {
    const { world, approvalId } = await asking();
    const approval = await world.approvals.readApproval(approvalId);
    const now = world.clock.now();
    const next = approval && decided(approval, { by: 'ana', decision: 'approve', comment: null, now });
    if (next) await world.approvals.saveApproval(next);
    expect(world.workflow.taskOutputs().size).toBe(0);
    await sweep(world);
    expect(world.workflow.taskOutputs().get('token-a')).toMatchObject({ decision: 'approved', approvalId });
  });

  it('reads neither the whole record of an incident that waits nor anything twice', async () => {
    const { world } = await asking();
    const read: string[] = [];
    const incidents: UseCaseWorld['incidents'] = {
      ...world.incidents,
      readRecord(id) {
        read.push(`record ${id}`);
        return world.incidents.readRecord(id);
      },
      readOutline(id) {
        read.push(`outline ${id}`);
        return world.incidents.readOutline(id);
      },
    };
    world.clock.advance(60);
    await sweep({ ...world, incidents });
    expect(read).toEqual([`outline ${world.incidentId}`]);
  });

  it('expires an approval that nobody decided', async () => {
    const { world, approvalId } = await asking();
    world.clock.advance(16 * 60);
    await sweep(world);
    expect(await world.approvals.readApproval(approvalId)).toMatchObject({ state: 'expired' });
    expect(world.workflow.taskOutputs().get('token-a')).toMatchObject({ decision: 'expired' });
  });

  it('keeps an approval whose alerts all resolved while the metrics are bad, and reads them every minute', async () => {
    const { world, approvalId } = await asking();
    world.measure(
      '2026-11-23T02:00:00.000Z',
      Array.from({ length: 30 }, () => 41),
    );
    await resolveAlerts(world.incidents, world.incidentId);
    for (let minute = 0; minute < 3; minute += 1) {
      world.clock.advance(60);
      await sweep(world);
      expect(await world.incidents.readEvidence(world.incidentId, 'metrics')).toMatchObject({
        latest: {
          at: world.clock.now().toISOString(),
          readings: expect.arrayContaining([expect.objectContaining({ name: 'errorRate', current: 41 })]),
        },
      });
    }
    expect(await world.approvals.readApproval(approvalId)).toMatchObject({ state: 'pending' });
    expect(await world.incidents.readEvidence(world.incidentId, 'metrics')).toMatchObject({
      course: { readings: expect.arrayContaining([expect.objectContaining({ name: 'errorRate' })]) },
    });
  });

  it('reads the metrics again while people have the incident, and says so when they cannot be read', async () => {
    const world = useCaseWorld();
    await world.acted();
    await handOver(world, { incidentId: world.incidentId, reason: 'no step', reminder: 0, taskToken: null });
    const readSeries = () => Promise.reject(new DependencyUnavailableError('CloudWatch is down'));
    world.clock.advance(300);
    await sweep({ ...world, series: { readSeries } });
    expect(await world.incidents.readEvidence(world.incidentId, 'metrics')).toMatchObject({
      latest: {
        readings: [],
        missing: expect.arrayContaining([{ name: 'errorRate', reason: expect.stringContaining('down') }]),
      },
    });
  });

  it('voids an approval whose alerts all resolved once the metrics agree', async () => {
    const { world, approvalId } = await asking();
    await resolveAlerts(world.incidents, world.incidentId);
    world.measure(
      '2026-11-23T02:00:00.000Z',
      Array.from({ length: 5 }, () => 0.3),
    );
    world.clock.advance(60);
    await sweep(world);
    expect(await world.approvals.readApproval(approvalId)).toMatchObject({ state: 'void', decidedBy: null });
    expect(world.workflow.taskOutputs().get('token-a')).toMatchObject({ decision: 'seems-over' });
  });

  it('ends a verification whose checks stopped', async () => {
    const world = useCaseWorld();
    await world.acted();
    world.workflow.openTask('token-v');
    await watchRecovery(world, { incidentId: world.incidentId, stepIndex: 0, taskToken: 'token-v' });
    world.clock.advance(3600);
    await sweep(world);
    expect(world.workflow.taskOutputs().get('token-v')).toMatchObject({ state: 'inconclusive' });
    expect(world.schedules.list().map(({ call }) => call.function)).toEqual(['send-update']);
  });

  it('notifies people once of an incident whose workflow ended', async () => {
    const world = useCaseWorld();
    await world.acted();
    world.workflow.end(world.incidentId);
    world.clock.advance(60);
    await sweep(world);
    await sweep(world);
    expect(world.channel.sent()).toHaveLength(1);
    expect(await world.incidents.readIncident(world.incidentId)).toMatchObject({
      status: 'handed-over',
      wait: null,
    });
    world.clock.advance(86_400);
    await sweep(world);
    await sweep(world);
    expect(kindsSent(world)).toEqual(['handed-over', 'update-overdue', 'reminder']);
    world.clock.advance(14 * 86_400);
    await sweep(world);
    expect(await world.incidents.readIncident(world.incidentId)).toMatchObject({ outcome: 'unattended' });
    await sweep(world);
    await sweep(world);
    expect(kindsSent(world).filter((kind) => kind === 'unattended')).toHaveLength(1);
  });

  it('does the rest when one incident fails, and says which', async () => {
    const world = useCaseWorld();
    await world.open();
    const other = anIncident({ id: 'inc_01KATZ3V000000000000000002', correlationKey: 'search/production' });
    await world.incidents.createIncident(other);
    const { incidentId } = world;
    const start = async (id: string) =>
      id === incidentId ? await Promise.reject(new TypeError('no')) : await world.workflow.start(id);
    const broken = sweep({ ...world, workflow: { ...world.workflow, start } });
    await expect(broken).rejects.toThrow(SweepIncompleteError);
    await expect(broken).rejects.toThrow(incidentId);
    expect(world.workflow.started()).toEqual([other.id]);
  });

  it('looks again when somebody else wrote at the same time', async () => {
    const world = useCaseWorld();
    await world.open();
    let tries = 0;
    const start = async (id: string) => {
      tries += 1;
      if (tries === 1) throw new WriteConflictError('changed since it was read');
      return await world.workflow.start(id);
    };
    await sweep({ ...world, workflow: { ...world.workflow, start } });
    expect(world.workflow.started()).toEqual([world.incidentId]);
  });
});

function kindsSent({ channel }: UseCaseWorld): readonly string[] {
  return channel.sent().map(({ kind }) => kind);
}
