import { describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { runCommand } from '../../../lambdas/use-cases/console/run-command.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

describe('the answer to a hand-over', () => {
  it('to resolve reads no approvals, so that it is delivered while they cannot be read', async () => {
    const world = useCaseWorld();
    await world.acted();
    const { incidentId } = world;
    world.workflow.openTask('token-h');
    await handOver(world, { incidentId, reason: 'stale', reminder: 0, taskToken: 'token-h' });
    const approvals = {
      ...world.approvals,
      readApproval: () => Promise.reject(new DependencyUnavailableError('The table is away')),
    };
    const resolve = {
      incidentId,
      command: 'resolve',
      by: 'ana',
      comment: 'over',
      acceptDebts: [],
      yes: true,
    } as const;
    expect(await runCommand({ ...world, approvals }, resolve)).toMatchObject({ delivered: true });
    expect(world.workflow.taskOutputs().get('token-h')).toEqual({ command: 'resolve', by: 'person:ana' });
  });
});
