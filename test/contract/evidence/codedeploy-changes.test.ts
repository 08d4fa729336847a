import { afterEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { createCodeDeployChangesReader } from '../../../lambdas/evidence/changes/codedeploy-changes-reader.ts';
import { codeDeployDeploymentGroup } from '../../../lambdas/resources/codedeploy-deployment-group.ts';
import type { Account } from '../../../local/world/account.ts';
import { codeDeploy } from '../../../local/world/services/codedeploy/codedeploy.ts';
import type { DeploymentInfo } from '../../../local/world/services/codedeploy/codedeploy-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { faultResponse } from '../../support/faults/account-faults.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const service = aService({
  resources: [aResource(codeDeployDeploymentGroup, { application: 'shop', deploymentGroup: 'production' })],
});
const seconds = (iso: string) => Date.parse(iso) / 1000;

const deployments: readonly Omit<DeploymentInfo, 'applicationName' | 'deploymentGroupName'>[] = [
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
  {
    deploymentId: 'd-SCALE',
    status: 'Succeeded',
    createTime: seconds('2026-11-23T02:03:30Z'),
    startTime: seconds('2026-11-23T02:03:30Z'),
    creator: 'autoscaling',
  },
  {
    deploymentId: 'd-QUEUED',
    status: 'Queued',
    createTime: seconds('2026-11-23T02:04:00Z'),
    creator: 'user',
  },
];

function seed(account: Account): void {
  const state = account.stateOf(codeDeploy);
  state.groups.push({ application: 'shop', name: 'production' });
  for (const deployment of deployments) {
    state.deployments.push({ applicationName: 'shop', deploymentGroupName: 'production', ...deployment });
  }
}

let shop: TestAccount | undefined;
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
});

async function start(seeded: (account: Account) => void = seed): Promise<TestAccount> {
  shop = await startTestAccount({ scenario: aScenario({}), nowMs: now.getTime(), seed: seeded });
  return shop;
}
const read = ({ aws }: TestAccount) => createCodeDeployChangesReader(aws).read({ service, startedAt, now });

describe('changes out of CodeDeploy', () => {
  it('are what was deployed, instead of what, how it ended and by whom, from the start of the deployment on', async () => {
    const changes = await read(await start());
    expect(changes.map(({ id, at, actor }) => ({ id, at, actor }))).toEqual([
      { id: 'codedeploy:d-BAD', at: '2026-11-23T01:59:30.250Z', actor: null },
      { id: 'codedeploy:d-BACK', at: '2026-11-23T02:03:02.000Z', actor: 'CodeDeploy (automatic rollback)' },
    ]);
    expect(changes[0]).toMatchObject({
      kind: 'codedeploy-deployment',
      service: 'checkout',
      link: 'https://eu-west-1.console.aws.amazon.com/codesuite/codedeploy/deployments/d-BAD?region=eu-west-1',
      trackRecord: { changes: 1, harmful: 0 },
      before: 's3://builds/shop-41.zip',
      after: 'acme/shop@1a2b3c4',
      deployment: { id: 'd-BAD', inProgress: false },
      superseded: true,
    });
    expect(changes[0]?.summary).toMatch(
      /^CodeDeploy d-BAD of shop\/production: acme\/shop@1a2b3c4 instead of s3:\/\/builds\/shop-41\.zip, "price engine v2", stopped, .* d-BACK$/,
    );
    expect(changes[1]?.summary).toMatch(/^CodeDeploy d-BACK of shop\/production .*d-BAD/);
    expect(changes[1]).toMatchObject({
      trackRecord: { changes: 2, harmful: 1 },
      deployment: { id: 'd-BACK', inProgress: true },
    });
    expect(changes[1]).not.toHaveProperty('superseded');
  });

  it('are asked for page by page within the time that counts, in AWS JSON 1.1', async () => {
    const account = await start((seeded) => {
      seed(seeded);
      seeded.mostPerPage = 1;
    });
    await read(account);
    const listings = account.calls.filter(({ operation }) => operation === 'codedeploy:ListDeployments');
    expect(listings).toHaveLength(deployments.length);
    expect(account.calls).toHaveLength(deployments.length + 1);
    expect(listings[0]?.contentType).toBe('application/x-amz-json-1.1');
    expect(JSON.parse(listings[0]?.body ?? '')).toMatchObject({
      applicationName: 'shop',
      deploymentGroupName: 'production',
      createTimeRange: { start: seconds('2026-11-09T02:02:00Z'), end: seconds('2026-11-23T02:05:00Z') },
    });
  });

  it('are none where nothing was deployed, and nothing is asked where policy names no group', async () => {
    const account = await start((seeded) => {
      seeded.stateOf(codeDeploy).groups.push({ application: 'shop', name: 'production' });
    });
    expect(await read(account)).toEqual([]);
    expect(account.calls).toHaveLength(1);
    const nothing = createCodeDeployChangesReader(account.aws);
    expect(await nothing.read({ service: aService({ resources: [] }), startedAt, now })).toEqual([]);
    expect(account.calls).toHaveLength(1);
  });

  it('wait out throttling', async () => {
    const account = await start();
    account.inject({ operation: 'codedeploy:ListDeployments', fault: 'throttled', times: 2 });
    expect(await read(account)).toHaveLength(2);
  });

  it('cannot be told of an application that is not there', async () => {
    await expect(read(await start(() => {}))).rejects.toMatchObject({
      code: 'configuration.invalid',
      message: 'CodeDeploy ListDeployments was refused: ApplicationDoesNotExistException',
    });
  });

  it('cannot be told without access, and the message quotes nothing of the answer', async () => {
    const account = await start();
    const fault = faultResponse(400, 'AccessDeniedException', 'application/x-amz-json-1.1');
    account.inject({ operation: 'codedeploy:ListDeployments', fault });
    await expect(read(account)).rejects.toMatchObject({
      code: 'configuration.invalid',
      message: 'CodeDeploy ListDeployments was refused: AccessDeniedException',
    });
  });

  it('cannot be told when there are more than can be read', async () => {
    const account = await start((seeded) => {
      seed(seeded);
      const { deployments: all } = seeded.stateOf(codeDeploy);
      const [one] = all;
      if (one === undefined) return;
      for (let number = 0; number < 400; number += 1) all.push({ ...one, deploymentId: `d-${number}` });
    });
    await expect(read(account)).rejects.toBeInstanceOf(DependencyUnavailableError);
  });
});
