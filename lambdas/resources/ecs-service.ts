import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { awsCommand } from './aws-command.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
const nameField = namedField(/^[A-Za-z0-9_-]{1,255}$/, 'must be a name as ECS has it, not an ARN');
const schema = z.strictObject({ cluster: nameField, service: nameField });
export type EcsServiceId = z.infer<typeof schema>;

/** A service of an ECS cluster. Deployments and revisions are numbered as they come (`…Deployments/*`). */
export const ecsService: ResourceKind<EcsServiceId, 'service' | 'serviceDeployments' | 'serviceRevisions'> = {
  kind: 'ecs-service',
  title: 'ECS service',
  schema,
  name: ({ service }) => service,
  key: ({ cluster, service }) => `ecs-service:${cluster}:${service}`,
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment-permissions.html
  arns: ({ cluster, service }) => {
    const arn = (of: string) => `arn:{partition}:ecs:{region}:{account}:${of}/${cluster}/${service}`;
    return {
      service: arn('service'),
      serviceDeployments: `${arn('service-deployment')}/*`,
      serviceRevisions: `${arn('service-revision')}/*`,
    };
  },
  consoleUrl: ({ cluster, service }, region) =>
    consolePage(
      region,
      `/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}/deployments`,
    ),
  describe: ({ cluster, service }, version) =>
    `ECS service ${cluster}/${service}${version === undefined ? '' : ` at ${version}`}`,
  // https://docs.aws.amazon.com/cli/latest/reference/ecs/update-service.html
  commandBack: ({ cluster, service }, { before }, place) =>
    before === null
      ? null
      : awsCommand(['ecs', 'update-service'], { cluster, service, 'task-definition': before }, place),
};
