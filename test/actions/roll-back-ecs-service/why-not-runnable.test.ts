import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { whyNotRunnable } from '../../../lambdas/actions/roll-back-ecs-service/why-not-runnable.ts';
import { ecr } from '../../../local/world/services/ecr/ecr.ts';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import { findTaskDefinition } from '../../../local/world/services/ecs/ecs-state.ts';
import { actionContext } from '../../support/builders/action-context.ts';
import { faultResponse } from '../../support/faults/account-faults.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { deployWeb, webId, webNow, webScenario, webServiceIn } from '../../support/worlds/ecs-account.ts';

const params = { ...webId, deployment: 'd14', fromTaskDefinition: 'web:14', toTaskDefinition: 'web:13' };

let world: TestAccount;
beforeEach(async () => {
  world = await startTestAccount({
    scenario: webScenario,
    nowMs: webNow.getTime(),
    seed: (account) => {
      deployWeb(account, 13, 90);
      deployWeb(account, 14, 30);
    },
  });
});
afterEach(() => world.stop());

const why = () => whyNotRunnable(actionContext(world.aws, webNow), params);
const setImage = (image: string) => {
  const [container] = findTaskDefinition(world.account.stateOf(ecs), 'web:13')?.containers ?? [];
  if (container !== undefined) container.image = image;
};

describe('a task definition to go back to', () => {
  it('would bring back what ran before while it and its images are as they were', async () => {
    expect(await why()).toBeNull();
    expect(world.changes()).toEqual([]);
  });

  it('is not safe when its own deployment never finished', async () => {
    const own = webServiceIn(world.account).deployments.find(({ id }) => id === 'd13');
    if (own === undefined) throw new Error('The account has no such deployment');
    own.end = { status: 'ROLLBACK_SUCCESSFUL', at: webNow.toISOString(), isCircuitBreaker: true };
    const arn = `arn:aws:ecs:us-east-1:000000000000:service-revision/shop/web/${own.revision}`;
    const body = JSON.stringify({ serviceDeployments: [{ sourceServiceRevisions: [{ arn }] }] });
    world.inject({ operation: 'ecs:DescribeServiceDeployments', fault: { status: 200, body } });
    expect(await why()).toContain('web:13');
  });

  it('is taken for runnable when ECS no longer tells what ran, and its images are there', async () => {
    webServiceIn(world.account).deployments.splice(0);
    expect(await why()).toBeNull();
    world.account.stateOf(ecr).removed.push('sha256:web-13');
    expect(await why()).toContain('web:13');
  });

  it('is not safe when it may not be read whether its image is there', async () => {
    const fault = faultResponse(400, 'AccessDeniedException', 'application/x-amz-json-1.1');
    world.inject({ operation: 'ecr:DescribeImages', fault });
    expect(await why()).toContain('000000000000.dkr.ecr.us-east-1.amazonaws.com/web:13');
  });

  it('is not looked for outside of ECR', async () => {
    setImage('public.ecr.aws/docker/library/nginx:1.27');
    expect(await why()).toBeNull();
    expect(world.calls.map(({ operation }) => operation)).not.toContain('ecr:DescribeImages');
  });

  it('is looked for by its digest where it is named by one', async () => {
    setImage('000000000000.dkr.ecr.us-east-1.amazonaws.com/web@sha256:web-13');
    await why();
    expect(JSON.parse(world.calls.at(-1)?.body ?? '')).toMatchObject({
      registryId: '000000000000',
      repositoryName: 'web',
      imageIds: [{ imageDigest: 'sha256:web-13' }],
    });
  });
});
