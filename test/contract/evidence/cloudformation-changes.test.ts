import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { createCloudFormationChangesReader } from '../../../lambdas/evidence/changes/cloudformation-changes-reader.ts';
import { cloudFormationStack } from '../../../lambdas/resources/cloudformation-stack.ts';
import type { LocalResponse } from '../../../local/cloud/http/loopback-server.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import {
  type Operation,
  type OperationServer,
  startOperationServer,
} from '../../support/servers/operation-server.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const service = aService({ resources: [aResource(cloudFormationStack, { stack: 'shop' })] });
const stackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/0f1e';

interface Line {
  readonly at: string;
  readonly resource: string;
  readonly status: string;
}

function member({ at, resource, status }: Line, index: number): string {
  const isStack = resource === 'shop';
  return `<member>
    <EventId>event-${index}</EventId><StackName>shop</StackName><StackId>${stackId}</StackId>
    <LogicalResourceId>${resource}</LogicalResourceId>
    <PhysicalResourceId>${isStack ? stackId : `shop-${resource}`}</PhysicalResourceId>
    <ResourceType>${isStack ? 'AWS::CloudFormation::Stack' : 'AWS::Lambda::Function'}</ResourceType>
    <Timestamp>${at}</Timestamp><ResourceStatus>${status}</ResourceStatus>
    <ResourceStatusReason>a &lt;b&gt; &amp; c</ResourceStatusReason><ClientRequestToken/>
  </member>`;
}

/** A page of the Query protocol, as CloudFormation writes it. */
function page(lines: readonly string[], next: string | null): LocalResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0"?>
<DescribeStackEventsResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <DescribeStackEventsResult>
    <StackEvents>${lines.join('')}</StackEvents>${next === null ? '' : `<NextToken>${next}</NextToken>`}
  </DescribeStackEventsResult>
  <ResponseMetadata><RequestId>b9b4b068</RequestId></ResponseMetadata>
</DescribeStackEventsResponse>`,
  };
}

function xmlFault(status: number, code: string): LocalResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>secret detail</Message></Error></ErrorResponse>`,
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

let server: OperationServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function read(answer: (operation: Operation) => LocalResponse) {
  server = await startOperationServer(answer);
  return createCloudFormationChangesReader(server.aws).read({ service, startedAt, now });
}

/** Four events a page. */
function account({ input }: Operation): LocalResponse {
  const from = Number(input['NextToken'] ?? 0);
  const lines = history.slice(from, from + 4).map((line, index) => member(line, from + index));
  return page(lines, from + 4 < history.length ? String(from + 4) : null);
}

describe('changes out of CloudFormation', () => {
  it('are updates with the resources that they worked on, and how they ended', async () => {
    const changes = await read(account);
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
    await read((operation) => {
      const from = Number(operation.input['NextToken'] ?? 0);
      return from < 12
        ? account(operation)
        : page(
            [member({ at: '2026-11-01T00:00:00Z', resource: 'shop', status: 'CREATE_COMPLETE' }, 99)],
            'even older',
          );
    });
    expect(server?.operations).toHaveLength(4);
    expect(server?.operations[0]).toMatchObject({
      service: 'cloudformation',
      contentType: 'application/x-www-form-urlencoded; charset=utf-8',
      input: { Action: 'DescribeStackEvents', Version: '2010-05-15', StackName: 'shop' },
    });
  });

  it('are none where nothing was updated', async () => {
    expect(await read(() => page([], null))).toEqual([]);
  });

  it('wait out throttling, which comes in XML', async () => {
    let calls = 0;
    const changes = await read((operation) => {
      calls += 1;
      return calls === 1 ? xmlFault(400, 'Throttling') : account(operation);
    });
    expect(changes).toHaveLength(2);
  });

  it.each([
    [400, 'ValidationError'],
    [403, 'AccessDenied'],
  ])('are unavailable after %s %s', async (status, code) => {
    await expect(read(() => xmlFault(status, code))).rejects.toThrow(
      new ConfigurationError(`DescribeStackEvents was refused for the stack shop: ${code}`),
    );
  });

  it('are unavailable when there are more events than can be read', async () => {
    const line = { at: '2026-11-23T02:04:00Z', resource: 'Queue', status: 'UPDATE_COMPLETE' };
    await expect(read(() => page([member(line, 1)], 'more'))).rejects.toBeInstanceOf(
      DependencyUnavailableError,
    );
  });

  it.each(['<html>', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', '{}'])(
    'does not take %s for an answer',
    async (body) => {
      await expect(read(() => ({ status: 200, body }))).rejects.toThrow();
    },
  );
});
