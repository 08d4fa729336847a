import { describe, expect, it } from '@jest/globals';
import { changesReading } from '../../../lambdas/evidence/changes/changes-reading.ts';
import { appConfigConfiguration } from '../../../lambdas/resources/appconfig-configuration.ts';
import { cloudFormationStack } from '../../../lambdas/resources/cloudformation-stack.ts';
import { codeDeployDeploymentGroup } from '../../../lambdas/resources/codedeploy-deployment-group.ts';
import { ecsService } from '../../../lambdas/resources/ecs-service.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';

const here = '{region}:{account}';

describe('what list-changes may read', () => {
  it('is exactly what policy names, each by ARN', () => {
    const service = aService({
      resources: [
        aResource(codeDeployDeploymentGroup, { application: 'shop', deploymentGroup: 'production' }),
        aResource(ecsService, { cluster: 'shop', service: 'checkout' }),
        aResource(cloudFormationStack, { stack: 'shop' }),
        aResource(appConfigConfiguration, { application: 'shop1', environment: 'prod1', profile: 'limits' }),
      ],
      reportedChanges: [{ source: 'github', subject: 'acme/checkout' }],
    });
    expect(changesReading.permissions([service, { ...service, id: 'twin' }])).toEqual([
      {
        actions: ['appconfig:ListDeployments', 'appconfig:GetDeployment'],
        resources: [
          `arn:{partition}:appconfig:${here}:application/shop1`,
          `arn:{partition}:appconfig:${here}:application/shop1/environment/prod1`,
          `arn:{partition}:appconfig:${here}:application/shop1/environment/prod1/deployment/*`,
        ],
      },
      {
        actions: ['codedeploy:ListDeployments', 'codedeploy:BatchGetDeployments'],
        resources: [`arn:{partition}:codedeploy:${here}:deploymentgroup:shop/production`],
      },
      {
        actions: [
          'ecs:ListServiceDeployments',
          'ecs:DescribeServiceDeployments',
          'ecs:DescribeServiceRevisions',
        ],
        resources: [
          `arn:{partition}:ecs:${here}:service/shop/checkout`,
          `arn:{partition}:ecs:${here}:service-deployment/shop/checkout/*`,
          `arn:{partition}:ecs:${here}:service-revision/shop/checkout/*`,
        ],
      },
      {
        actions: ['cloudformation:DescribeStackEvents'],
        resources: [`arn:{partition}:cloudformation:${here}:stack/shop/*`],
      },
    ]);
  });

  it('is nothing where policy names nothing', () => {
    expect(changesReading.permissions([aService({ resources: [] })])).toEqual([]);
  });
});
