import { actions } from '../../../../lambdas/actions/index.ts';
import type { ServicePolicy } from '../../../../lambdas/domain/policy/policy.ts';
import type { Resource } from '../../../../lambdas/domain/records/resource.ts';
import type { Action, IamStatement } from '../../../../lambdas/ports/plug-ins/action.ts';
import type { ResourceKind } from '../../../../lambdas/ports/plug-ins/resource-kind.ts';
import { allow } from '../../../../lambdas/resources/allow.ts';
import { appConfigConfiguration } from '../../../../lambdas/resources/appconfig-configuration.ts';
import { appConfigFlag } from '../../../../lambdas/resources/appconfig-flag.ts';
import { cloudFormationStack } from '../../../../lambdas/resources/cloudformation-stack.ts';
import { codeDeployDeploymentGroup } from '../../../../lambdas/resources/codedeploy-deployment-group.ts';
import { ecsService } from '../../../../lambdas/resources/ecs-service.ts';
import { resourceKinds } from '../../../../lambdas/resources/index.ts';
import { lambdaAlias } from '../../../../lambdas/resources/lambda-alias.ts';
import { aService } from '../builders.ts';
import { aResource } from '../resources.ts';

/** Services with everything that one can have, under names as teams give them. */
export function fullyDescribedServices(count: number): readonly ServicePolicy[] {
  return Array.from({ length: count }, (_, index) => fullyDescribed(`warehouse-fulfilment-${index}`, index));
}

function fullyDescribed(id: string, index: number): ServicePolicy {
  const number = String(index).padStart(4, '0');
  return aService({
    id,
    resources: [
      aResource(lambdaAlias, { functionName: `${id}-api`, alias: 'live' }),
      aResource(lambdaAlias, { functionName: `${id}-worker`, alias: 'live' }),
      aResource(appConfigFlag, {
        application: `app${number}`,
        environment: `env${number}`,
        profile: `pro${number}`,
        flag: 'new',
      }),
      aResource(appConfigConfiguration, {
        application: `app${number}`,
        environment: `env${number}`,
        profile: `cfg${number}`,
      }),
      aResource(codeDeployDeploymentGroup, { application: id, deploymentGroup: `${id}-production` }),
      aResource(ecsService, { cluster: 'production', service: id }),
      aResource(cloudFormationStack, { stack: `${id}-production` }),
    ],
    metrics: {
      errorRate: {
        unit: 'percent',
        periodSeconds: 60,
        prometheus: {
          url: 'https://prometheus.example.com',
          query: 'errors',
          tokenSecret: `${id}/prometheus-token`,
        },
      },
    },
    logs: [
      { cloudwatch: { logGroup: `/aws/lambda/${id}-api` } },
      { cloudwatch: { logGroup: `/aws/lambda/${id}-worker` } },
      { loki: { url: 'https://loki.example.com', selector: '{app="x"}', tokenSecret: `${id}/loki-token` } },
    ],
    blastRadius: { tenant: { logField: 'tenantId' } },
    encryptionKeys: [`arn:aws:kms:eu-west-1:111122223333:key/00000000-0000-4000-8000-00000000${number}`],
  });
}

/**
 * The registered actions that such services have a resource for, and others of their shape, whose roles reach every ARN of their
 * resources.
 */
export function manyActions(count: number): readonly Pick<Action, 'kind' | 'title' | 'target' | 'iam'>[] {
  const described = new Set(fullyDescribed('any', 0).resources.map(({ kind }) => kind));
  const fitting = actions.filter(({ target }) => described.has(target.kind));
  const kinds = resourceKinds.filter(({ kind }) => described.has(kind)) as readonly ResourceKind[];
  const others = Array.from({ length: count - fitting.length }, (_, index) => {
    const target = kinds[index % kinds.length];
    if (target === undefined) throw new Error('There is no kind of resource');
    return {
      kind: `mend-the-warehouse-${index}`,
      title: `Mend the warehouse by way ${index}`,
      target,
      iam: (targets: readonly Resource[]): readonly IamStatement[] =>
        allow(
          ['lambda:GetAlias', 'lambda:UpdateAlias', 'lambda:GetFunctionConfiguration'],
          targets.flatMap(({ id }) => Object.values(target.arns(id))),
        ),
    };
  });
  return [...fitting, ...others];
}
