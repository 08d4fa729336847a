import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { createCodeDeployChangesReader } from '../../../lambdas/evidence/changes/codedeploy-changes-reader.ts';
import { codeDeployDeploymentGroup } from '../../../lambdas/resources/codedeploy-deployment-group.ts';
import type { LocalResponse } from '../../../local/cloud/http/loopback-server.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import {
  fault,
  json,
  type Operation,
  type OperationServer,
  startOperationServer,
} from '../../support/servers/operation-server.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const service = aService({
  resources: [aResource(codeDeployDeploymentGroup, { application: 'shop', deploymentGroup: 'production' })],
});
const seconds = (iso: string) => Date.parse(iso) / 1000;

const deployments = [
  {
    deploymentId: 'd-GOOD',
    status: 'Succeeded',
    createTime: seconds('2026-11-20T10:00:00Z'),
    startTime: seconds('2026-11-20T10:00:01Z'),
    creator: 'user',
  },
  {
    deploymentId: 'd-BAD',
    status: 'Stopped',
    createTime: seconds('2026-11-23T01:59:00Z'),
    startTime: seconds('2026-11-23T01:59:30.250Z'),
    completeTime: seconds('2026-11-23T02:03:00Z'),
    creator: 'user',
    description: 'price\u0007 engine\nv2',
    revision: {
      revisionType: 'GitHub',
      gitHubLocation: { repository: 'acme/shop', commitId: '1a2b3c4d5e6f' },
    },
    previousRevision: { revisionType: 'S3', s3Location: { bucket: 'builds', key: 'shop-41.zip' } },
    rollbackInfo: { rollbackDeploymentId: 'd-BACK' },
  },
  {
    deploymentId: 'd-BACK',
    status: 'InProgress',
    createTime: seconds('2026-11-23T02:03:01Z'),
    startTime: seconds('2026-11-23T02:03:02Z'),
    creator: 'codeDeployRollback',
    rollbackInfo: { rollbackTriggeringDeploymentId: 'd-BAD' },
  },
  { deploymentId: 'd-SCALE', status: 'Succeeded', createTime: 1, startTime: 1, creator: 'autoscaling' },
  {
    deploymentId: 'd-QUEUED',
    status: 'Queued',
    createTime: seconds('2026-11-23T02:04:00Z'),
    creator: 'user',
  },
];

let server: OperationServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function read(answer: (operation: Operation) => LocalResponse) {
  server = await startOperationServer(answer);
  return createCodeDeployChangesReader(server.aws).read({ service, startedAt, now });
}

/** Lists one id a page. */
function account({ name, input }: Operation): LocalResponse {
  if (name === 'CodeDeploy_20141006.BatchGetDeployments') {
    const wanted = input['deploymentIds'];
    return json({
      deploymentsInfo: deployments.filter(
        ({ deploymentId }) => Array.isArray(wanted) && wanted.includes(deploymentId),
      ),
    });
  }
  const page = Number(input['nextToken'] ?? 0);
  const more = page + 1 < deployments.length ? { nextToken: String(page + 1) } : {};
  return json({ deployments: [deployments[page]?.deploymentId], ...more });
}

describe('changes out of CodeDeploy', () => {
  it('are what was deployed, instead of what, how it ended and by whom, from the start of the deployment on', async () => {
    const changes = await read(account);
    expect(changes.map(({ id, at, actor }) => ({ id, at, actor }))).toEqual([
      { id: 'codedeploy:d-BAD', at: '2026-11-23T01:59:30.250Z', actor: null },
      { id: 'codedeploy:d-BACK', at: '2026-11-23T02:03:02.000Z', actor: 'CodeDeploy (automatic rollback)' },
    ]);
    expect(changes[0]).toMatchObject({
      kind: 'codedeploy-deployment',
      service: 'checkout',
      summary:
        'CodeDeploy d-BAD of shop/production: acme/shop@1a2b3c4 instead of s3://builds/shop-41.zip, "price engine v2", stopped, reverted by d-BACK',
      link: 'https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-BAD?region=eu-west-1',
      trackRecord: { changes: 1, harmful: 0 },
      before: 's3://builds/shop-41.zip',
      after: 'acme/shop@1a2b3c4',
    });
    expect(changes[1]).toMatchObject({
      summary: 'CodeDeploy d-BACK of shop/production reverts d-BAD, in progress',
      trackRecord: { changes: 2, harmful: 1 },
    });
  });

  it('are asked for page by page within the time that counts, in AWS JSON 1.1', async () => {
    await read(account);
    const operations = server?.operations ?? [];
    const listings = operations.filter(({ name }) => name === 'CodeDeploy_20141006.ListDeployments');
    expect(listings).toHaveLength(deployments.length);
    expect(operations.length).toBe(deployments.length + 1);
    expect(listings[0]).toMatchObject({
      service: 'codedeploy',
      contentType: 'application/x-amz-json-1.1',
      input: {
        applicationName: 'shop',
        deploymentGroupName: 'production',
        createTimeRange: { start: seconds('2026-11-09T02:02:00Z'), end: seconds('2026-11-23T02:05:00Z') },
      },
    });
  });

  it('are none where nothing was deployed, and nothing is asked where policy names no group', async () => {
    expect(await read(() => json({ deployments: [] }))).toEqual([]);
    expect(server?.operations).toHaveLength(1);
    if (server === undefined) throw new Error('no server');
    const nothing = createCodeDeployChangesReader(server.aws);
    expect(await nothing.read({ service: aService({ resources: [] }), startedAt, now })).toEqual([]);
    expect(server.operations).toHaveLength(1);
  });

  it('wait out throttling', async () => {
    let throttled = 0;
    const changes = await read((operation) => {
      throttled += 1;
      return throttled <= 2 ? fault('ThrottlingException') : account(operation);
    });
    expect(changes).toHaveLength(2);
  });

  it.each([
    ['ApplicationDoesNotExistException', 'ListDeployments was refused: ApplicationDoesNotExistException'],
    ['AccessDeniedException', 'ListDeployments was refused: AccessDeniedException'],
  ])('are unavailable after %s, and the message quotes nothing of the answer', async (name, message) => {
    const error: unknown = await read(() => fault(name)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ message });
  });

  it('are unavailable when there are more than can be read', async () => {
    const endless = () => json({ deployments: ['d-1'], nextToken: 'more' });
    await expect(read(endless)).rejects.toBeInstanceOf(DependencyUnavailableError);
  });
});
