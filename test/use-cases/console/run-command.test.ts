import { describe, expect, it } from '@jest/globals';
import {
  CommandRefusedError,
  DependencyUnavailableError,
  InvalidInputError,
  WriteConflictError,
} from '../../../lambdas/domain/errors.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { requestApproval } from '../../../lambdas/use-cases/approvals/request-approval.ts';
import { type RunCommandInput, runCommand } from '../../../lambdas/use-cases/console/run-command.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { watchRecovery } from '../../../lambdas/use-cases/recovery/watch-recovery.ts';
import { recordFailure } from '../../../lambdas/use-cases/triage/record-failure.ts';
import { aDebt } from '../../support/builders/records.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

const tell = (
  world: UseCaseWorld,
  command: RunCommandInput['command'],
  acceptDebts: readonly string[] = [],
  comment: string | null = command === 'note' ? 'looking' : null,
) =>
  runCommand(world, {
    incidentId: world.incidentId,
    command,
    by: 'ana',
    comment: comment ?? (command === 'resolve' ? 'it is over' : null),
    acceptDebts,
    ...(command === 'resolve' ? { yes: true } : {}),
  });

async function acted(): Promise<UseCaseWorld> {
  const world = useCaseWorld();
  await world.acted();
  return world;
}

async function handedOver(): Promise<UseCaseWorld> {
  const world = await acted();
  world.workflow.openTask('token-h');
  await handOver(world, { incidentId: world.incidentId, reason: 'stale', reminder: 0, taskToken: 'token-h' });
  return world;
}

async function asking(): Promise<UseCaseWorld> {
  const world = await acted();
  world.workflow.openTask('token-a');
  const { incidentId } = world;
  await requestApproval(world, { incidentId, stepIndex: 0, reasons: [], taskToken: 'token-a' });
  return world;
}

async function verifying(): Promise<UseCaseWorld> {
  const world = await acted();
  world.workflow.openTask('token-v');
  await watchRecovery(world, { incidentId: world.incidentId, stepIndex: 0, taskToken: 'token-v' });
  return world;
}

describe('a command', () => {
  it.each([
    ['take-over', asking, 'token-a', { decision: 'taken-over', by: 'person:ana' }],
    ['resolve', asking, 'token-a', { decision: 'resolved', by: 'person:ana' }],
    ['take-over', verifying, 'token-v', { state: 'taken-over', by: 'person:ana' }],
    ['resolve', verifying, 'token-v', { state: 'resolved', by: 'person:ana' }],
    ['resolve', handedOver, 'token-h', { command: 'resolve', by: 'person:ana' }],
    ['resume', handedOver, 'token-h', { command: 'resume', by: 'person:ana' }],
  ] as const)('%s answers the wait that is open: %p', async (command, prepare, token, response) => {
    const world = await prepare();
    await tell(world, command);
    expect(world.workflow.taskOutputs().get(token)).toMatchObject(response);
    const { automationStoppedAt } = (await world.incidents.readIncident(world.incidentId)) ?? {};
    if (command !== 'resume') expect(automationStoppedAt).not.toBeNull();
  });

  describe('to resolve what the newest readings do not show to be over', () => {
    const resolve = { command: 'resolve', by: 'ana', comment: null, acceptDebts: [] } as const;

    it('asks for confirmation, which is yes with a reason', async () => {
      const world = await handedOver();
      const given = { ...resolve, incidentId: world.incidentId };
      await expect(runCommand(world, given)).rejects.toThrow(CommandRefusedError);
      await expect(runCommand(world, { ...given, yes: true })).rejects.toThrow(InvalidInputError);
      expect(world.workflow.taskOutputs().size).toBe(0);
      await runCommand(world, { ...given, yes: true, comment: 'the dashboard is wrong' });
      expect(world.workflow.taskOutputs().get('token-h')).toMatchObject({ command: 'resolve' });
      const entries = (await world.incidents.readRecord(world.incidentId))?.entries ?? [];
      const commands = entries.filter(({ kind }) => kind.startsWith('command.'));
      expect(commands.map(({ kind, actor }) => [kind, actor])).toEqual([
        ['command.unconfirmed', 'person:ana'],
        ['command.resolve', 'person:ana'],
      ]);
    });

    it('is confirmed by the same person who says it twice, unless that person says no yes', async () => {
      const world = await handedOver();
      const given = { ...resolve, incidentId: world.incidentId };
      await expect(runCommand(world, given)).rejects.toThrow(CommandRefusedError);
      await expect(runCommand(world, { ...given, by: 'ben' })).rejects.toThrow(CommandRefusedError);
      await expect(runCommand(world, { ...given, yes: false })).rejects.toThrow(CommandRefusedError);
      world.clock.advance(11 * 60);
      await expect(runCommand(world, given)).rejects.toThrow(CommandRefusedError);
      world.clock.advance(60);
      await runCommand(world, given);
      expect(world.workflow.taskOutputs().get('token-h')).toMatchObject({ command: 'resolve' });
    });
  });

  it('voids the approval before it answers, so that a click a moment later decides nothing', async () => {
    const world = await asking();
    await tell(world, 'take-over');
    expect(await world.approvals.readApproval(`apr_${world.incidentId.slice(4)}_0`)).toMatchObject({
      state: 'void',
      decidedBy: 'ana',
    });
  });

  it('that comes while nothing waits is answered by the next wait', async () => {
    const world = await acted();
    await tell(world, 'take-over');
    world.workflow.openTask('token-v');
    await watchRecovery(world, { incidentId: world.incidentId, stepIndex: 0, taskToken: 'token-v' });
    expect(world.workflow.taskOutputs().get('token-v')).toMatchObject({ state: 'taken-over' });
  });

  it.each(['note', 'acknowledge'] as const)('%s is only recorded', async (command) => {
    const world = await verifying();
    await tell(world, command);
    expect(world.workflow.taskOutputs().size).toBe(0);
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.entries).toEqual([
      expect.objectContaining({ kind: `command.${command}`, actor: 'person:ana' }),
    ]);
    expect(record?.incident.automationStoppedAt).toBeNull();
  });

  it.each([null, '', ' \n'])('is no note when its text is %j', async (comment) => {
    const world = await verifying();
    await expect(tell(world, 'note', [], comment)).rejects.toMatchObject({ code: 'input.invalid' });
    expect((await world.incidents.readRecord(world.incidentId))?.entries).toEqual([]);
  });

  it('is refused where it does not fit', async () => {
    const world = await verifying();
    await expect(tell(world, 'resume')).rejects.toThrow(CommandRefusedError);
    await world.incidents.putDebt(aDebt({ resource: 'lambda-alias:checkout:live' }));
    await expect(tell(world, 'resolve')).rejects.toThrow('lambda-alias:checkout:live');
    expect((await world.incidents.readRecord(world.incidentId))?.entries).toEqual([]);
    await tell(world, 'resolve', ['lambda-alias:checkout:live']);
    expect(world.workflow.taskOutputs().get('token-v')).toMatchObject({ state: 'resolved' });
  });

  it('to resolve counts as a take-over once an action has left a debt that was not accepted', async () => {
    const world = await acted();
    await tell(world, 'resolve');
    await world.incidents.putDebt(aDebt());
    world.workflow.openTask('token-v');
    await watchRecovery(world, { incidentId: world.incidentId, stepIndex: 0, taskToken: 'token-v' });
    expect(world.workflow.taskOutputs().get('token-v')).toMatchObject({ state: 'taken-over' });
  });

  it('to resolve is not given again by itself after closing has failed', async () => {
    const world = await handedOver();
    await tell(world, 'resolve');
    world.clock.advance(5);
    const at = world.clock.now().toISOString();
    await recordFailure(world, {
      incidentId: world.incidentId,
      state: 'Close incident',
      error: 'TypeError',
      cause: null,
      at,
    });
    world.workflow.openTask('token-2');
    await handOver(world, {
      incidentId: world.incidentId,
      reason: 'failed',
      reminder: 0,
      taskToken: 'token-2',
    });
    expect(world.workflow.taskOutputs().has('token-2')).toBe(false);
  });

  it('that is sent twice is recorded once', async () => {
    const world = await verifying();
    await tell(world, 'take-over');
    await tell(world, 'take-over');
    expect((await world.incidents.readRecord(world.incidentId))?.entries).toHaveLength(1);
  });

  it('counts when it is given again after another one', async () => {
    const world = await verifying();
    const rate = (severity: 'SEV1' | 'SEV2') =>
      runCommand(world, {
        incidentId: world.incidentId,
        command: 'set-severity',
        by: 'ana',
        severity,
        comment: null,
        acceptDebts: [],
      });
    for (const severity of ['SEV2', 'SEV1', 'SEV2'] as const) {
      await rate(severity);
      world.clock.advance(1);
    }
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.entries).toHaveLength(3);
    expect(record?.incident.severity).toBe('SEV2');
  });

  it('says what had begun before it, at a time before its own', async () => {
    const world = await acted();
    const step = await world.incidents.readStep(world.incidentId, 0);
    if (step === null) throw new Error('There is no step');
    await world.incidents.saveStep({ ...step, result: null, version: step.version + 1 });
    const run = await tell(world, 'take-over');
    expect(run.underWay).toMatchObject({ since: step.lock?.at });
    const record = await world.incidents.readRecord(world.incidentId);
    expect(String(record?.entries.at(-1)?.at) > String(step.lock?.at)).toBe(true);
    expect(record?.incident).toMatchObject({ automationStoppedBy: 'person:ana' });
    expect((await tell(await verifying(), 'take-over')).underWay).toBeNull();
  });

  it('stops automation before it is recorded, so that nothing begins in between', async () => {
    const world = await verifying();
    const incidents = { ...world.incidents, appendEntry: () => Promise.reject(new Error('killed')) };
    await expect(tell({ ...world, incidents }, 'take-over')).rejects.toThrow('killed');
    expect((await world.incidents.readIncident(world.incidentId))?.automationStoppedAt).not.toBeNull();
  });

  it('is not refused any more once it is recorded', async () => {
    const world = await verifying();
    const workflow = {
      ...world.workflow,
      succeedTask: () => Promise.reject(new DependencyUnavailableError('Step Functions is away')),
    };
    expect(await tell({ ...world, workflow }, 'resolve')).toMatchObject({ delivered: false });
    await world.change(
      (incident): Incident => ({
        ...incident,
        status: 'closed',
        closedAt: incident.updatedAt,
        outcome: 'resolved-by-person',
        closedBy: 'person:ana',
        acceptedDebts: [],
      }),
    );
    expect(await tell(world, 'resolve')).toMatchObject({ command: 'resolve' });
  });

  it('is obeyed however many others write the incident at that moment', async () => {
    const world = await verifying();
    let conflicts = 5;
    const incidents = {
      ...world.incidents,
      saveIncident: async (incident: Incident) => {
        conflicts -= 1;
        if (conflicts >= 0) throw new WriteConflictError('somebody else');
        await world.incidents.saveIncident(incident);
      },
    };
    await tell({ ...world, incidents }, 'take-over');
    expect((await world.incidents.readIncident(world.incidentId))?.automationStoppedAt).not.toBeNull();
  });

  it('to resume goes on at the first step that was neither begun nor rejected', async () => {
    const world = await handedOver();
    await tell(world, 'resume');
    expect(world.workflow.taskOutputs().get('token-h')).toMatchObject({ command: 'resume', nextStep: 1 });
    const other = useCaseWorld();
    await other.acted();
    const step = await other.incidents.readStep(other.incidentId, 0);
    if (step === null) throw new Error('There is no step');
    await other.incidents.saveStep({ ...step, lock: null, result: null, version: step.version + 1 });
    other.workflow.openTask('token-h');
    await handOver(other, { incidentId: other.incidentId, reason: 'x', reminder: 0, taskToken: 'token-h' });
    await tell(other, 'resume');
    expect(other.workflow.taskOutputs().get('token-h')).toMatchObject({ command: 'resume', nextStep: 0 });
  });

  it('to resume is refused while somebody else’s resolve is being done', async () => {
    const world = await handedOver();
    const workflow = {
      ...world.workflow,
      succeedTask: () => Promise.reject(new DependencyUnavailableError('Step Functions is away')),
    };
    await tell({ ...world, workflow }, 'resolve');
    await expect(tell(world, 'resume')).rejects.toThrow(/ana resolved/);
  });

  it.each([
    ['nobody proved who it is', { isProven: false }],
    ['policy does not name the person for security', {}],
  ])('about a security-sensitive incident is refused where %s', async (_, who) => {
    const world = await verifying();
    await world.change((incident) => ({ ...incident, sensitive: true }));
    const input = {
      incidentId: world.incidentId,
      command: 'resolve',
      comment: null,
      acceptDebts: [],
    } as const;
    const by = 'isProven' in who ? 'ben' : 'ana';
    await expect(runCommand(world, { ...input, ...who, by })).rejects.toMatchObject({
      code: 'incident.restricted',
    });
    expect((await world.incidents.readRecord(world.incidentId))?.entries).toEqual([]);
    await runCommand(world, { ...input, by: 'ben', yes: true, comment: 'over' });
  });
});
