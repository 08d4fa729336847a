import { afterEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { createCloudFormationChangesReader } from '../../../lambdas/evidence/changes/cloudformation-changes-reader.ts';
import { cloudFormationStack } from '../../../lambdas/resources/cloudformation-stack.ts';
import type { Account } from '../../../local/world/account.ts';
import { cloudFormation } from '../../../local/world/services/cloudformation/cloudformation.ts';
import type { StackEvent } from '../../../local/world/services/cloudformation/stack-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { faultResponse } from '../../support/faults/account-faults.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const service = aService({ resources: [aResource(cloudFormationStack, { stack: 'shop' })] });
const stackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0f1e';
const operation = 'cloudformation:DescribeStackEvents';
const form = 'application/x-www-form-urlencoded';

interface Line {
  readonly at: string;
  readonly resource: string;
  readonly status: string;
}

function eventOf({ at, resource, status }: Line, index: number): StackEvent {
  const isStack = resource === 'shop';
  return {
    id: `event-${index}`,
    at,
    logicalId: resource,
    physicalId: isStack ? stackId : `shop-${resource}`,
    type: isStack ? 'AWS::CloudFormation::Stack' : 'AWS::Lambda::Function',
    status,
    reason: 'a <b> & c',
  };
}

/** Newest first, as the service gives them. */
const history: readonly Line[] = [
  { at: '2026-11-23T02:04:10Z', resource: 'shop', status: 'UPDATE_ROLLBACK_COMPLETE' },
  { at: '2026-11-23T02:04:05Z', resource: 'Alarm', status: 'UPDATE_COMPLETE' },
  { at: '2026-11-23T02:04:00Z', resource: 'shop', status: 'UPDATE_ROLLBACK_IN_PROGRESS' },
  { at: '2026-11-23T02:03:40Z', resource: 'Queue', status: 'UPDATE_FAILED' },
  { at: '2026-11-23T02:03:30Z', resource: 'Queue', status: 'UPDATE_IN_PROGRESS' },
  { at: '2026-11-23T02:03:00Z', resource: 'shop', status: 'UPDATE_IN_PROGRESS' },
  { at: '2026-11-23T01:59:59.500Z', resource: 'shop', status: 'UPDATE_COMPLETE' },
  { at: '2026-11-23T01:59:58Z', resource: 'OldRole', status: 'DELETE_COMPLETE' },
  { at: '2026-11-23T01:59:55Z', resource: 'shop', status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' },
  { at: '2026-11-23T01:59:50Z', resource: 'Function', status: 'UPDATE_COMPLETE' },
  { at: '2026-11-23T01:59:45Z', resource: 'Role', status: 'CREATE_COMPLETE' },
  { at: '2026-11-23T01:59:42Z', resource: 'Role', status: 'CREATE_IN_PROGRESS' },
  { at: '2026-11-23T01:59:41Z', resource: 'Function', status: 'UPDATE_IN_PROGRESS' },
  { at: '2026-11-23T01:59:40.123Z', resource: 'shop', status: 'UPDATE_IN_PROGRESS' },
  { at: '2026-11-01T00:00:30Z', resource: 'shop', status: 'CREATE_COMPLETE' },
  { at: '2026-11-01T00:00:00Z', resource: 'shop', status: 'CREATE_IN_PROGRESS' },
];

let shop: TestAccount | undefined;
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
});

/** Four events a page. */
async function start(lines: readonly Line[] = history): Promise<TestAccount> {
  const seed = (account: Account): void => {
    account.mostPerPage = 4;
    account.stateOf(cloudFormation).stacks.push({ name: 'shop', id: stackId, events: lines.map(eventOf) });
  };
  shop = await startTestAccount({ scenario: aScenario({}), nowMs: now.getTime(), seed });
  return shop;
}
const read = ({ aws }: TestAccount) =>
  createCloudFormationChangesReader(aws).read({ service, startedAt, now });

describe('changes out of CloudFormation', () => {
  it('are updates with the resources that they worked on, and how they ended', async () => {
    const changes = await read(await start());
    expect(changes.map(({ summary, at }) => `${at} ${summary}`)).toEqual([
      '2026-11-23T01:59:40.123Z CloudFormation stack shop updated (2 resources)',
      '2026-11-23T02:03:00.000Z CloudFormation stack shop updated (1 resource, rolled back)',
    ]);
    expect(changes[0]).toMatchObject({
      id: 'cloudformation:event-13',
      kind: 'stack-update',
      resource: { kind: 'cloudformation-stack', key: 'cloudformation-stack:shop' },
      size: { count: 2, of: 'resources' },
      trackRecord: { changes: 1, harmful: 0 },
      link: `https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/events?stackId=${encodeURIComponent(stackId)}`,
    });
  });

  it('are read back to the days that count, and no further, by the Query protocol', async () => {
    const old = { at: '2026-10-30T00:00:00Z', resource: 'Queue', status: 'UPDATE_COMPLETE' };
    const account = await start([...history, old, old, old, old]);
    await read(account);
    expect(account.calls).toHaveLength(4);
    expect(account.calls[0]?.contentType).toBe(form);
    expect(Object.fromEntries(new URLSearchParams(account.calls[0]?.body))).toEqual({
      Action: 'DescribeStackEvents',
      Version: '2010-05-15',
      StackName: 'shop',
    });
  });

  it('are none where nothing was updated', async () => {
    expect(await read(await start([]))).toEqual([]);
  });

  it('wait out throttling, which comes in XML', async () => {
    const account = await start();
    account.inject({ operation, fault: faultResponse(400, 'Throttling', form) });
    expect(await read(account)).toHaveLength(2);
  });

  it('cannot be told of a stack that is not there', async () => {
    const account = await start();
    account.account.stateOf(cloudFormation).stacks.splice(0);
    await expect(read(account)).rejects.toMatchObject({
      code: 'configuration.invalid',
      message: 'CloudFormation DescribeStackEvents was refused: ValidationError, for the stack shop',
    });
  });

  it('cannot be told without access', async () => {
    const account = await start();
    account.inject({ operation, fault: faultResponse(403, 'AccessDenied', form) });
    await expect(read(account)).rejects.toMatchObject({
      code: 'configuration.invalid',
      message: 'CloudFormation DescribeStackEvents was refused: AccessDenied, for the stack shop',
    });
  });

  it('cannot be told when there are more events than can be read', async () => {
    const line = { at: '2026-11-23T02:04:00Z', resource: 'Queue', status: 'UPDATE_COMPLETE' };
    await expect(read(await start(Array.from({ length: 500 }, () => line)))).rejects.toBeInstanceOf(
      DependencyUnavailableError,
    );
  });

  it.each(['<html>', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', '{}'])(
    'does not take %s for an answer',
    async (body) => {
      const account = await start();
      account.inject({ operation, fault: { status: 200, body } });
      await expect(read(account)).rejects.toThrow();
    },
  );
});
