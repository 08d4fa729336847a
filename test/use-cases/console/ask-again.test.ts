import { beforeEach, describe, expect, it } from '@jest/globals';
import { CommandRefusedError, UnauthenticatedError, WrongCodeError } from '../../../lambdas/domain/errors.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { askAgain } from '../../../lambdas/use-cases/console/ask-again.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { type ApprovalWorld, approvalWorld, wrongCode } from '../../support/worlds/approval-world.ts';

let world: ApprovalWorld;
const link = (person: string) => deliveredLink(world.sentTo(person)[0]);

async function handedOver(): Promise<void> {
  world.workflow.openTask('token-2');
  await handOver(world, {
    incidentId: world.incidentId,
    taskToken: 'token-2',
    reason: 'Nobody decided',
    reminder: 0,
  });
}

async function again(person: string, overrides: Partial<Parameters<typeof askAgain>[1]> = {}) {
  const { key, code } = link(person);
  const { nonce } = await viewApproval(world, key);
  return await askAgain(world, { key, nonce, code, comment: null, ...overrides });
}

beforeEach(async () => {
  world = await approvalWorld();
  await world.ask();
});

describe('asking again', () => {
  it('resumes at the step that nobody decided in time', async () => {
    world.clock.advance(31 * 60);
    await handedOver();
    expect(await viewApproval(world, link('ana').key)).toMatchObject({ state: 'expired', mayAskAgain: true });
    expect(await again('ana', { comment: 'was asleep' })).toMatchObject({ delivered: true });
    expect(world.workflow.taskOutputs().get('token-2')).toMatchObject({ command: 'resume', nextStep: 0 });
  });

  it('is for another person where one said no', async () => {
    await world.decide(link('ana'), { decision: 'reject' });
    await handedOver();
    await expect(again('ana')).rejects.toThrow(CommandRefusedError);
    await again('ben');
    expect(world.workflow.taskOutputs().get('token-2')).toMatchObject({ command: 'resume', nextStep: 0 });
  });

  it('is refused while people can still decide, and once it was resumed', async () => {
    await expect(again('ana')).rejects.toThrow(CommandRefusedError);
    world.clock.advance(31 * 60);
    await handedOver();
    await again('ana');
    await expect(again('ben')).rejects.toThrow(CommandRefusedError);
  });

  it('needs the code and a fresh page, as a decision does', async () => {
    world.clock.advance(31 * 60);
    await handedOver();
    await expect(again('ana', { code: wrongCode(link('ana')) })).rejects.toThrow(WrongCodeError);
    await expect(again('ana', { nonce: 'stale' })).rejects.toThrow(UnauthenticatedError);
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.entries.filter(({ kind }) => kind === 'command.resume')).toEqual([]);
  });
});
