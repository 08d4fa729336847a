import type { Scenario } from '../../local/world/scenario/scenario.ts';
import type { StoryEvent } from '../../local/world/scenario/scenario-schema.ts';

/** Key of the resource that an event of the story changes; null when it is none that a change is told of. */
export function changedResource(
  { functions, flags, ecsServices, configurations }: Scenario,
  {
    deploy,
    flag,
    ecsDeployment,
    codeDeployment,
    configuration,
    rotation,
    instanceRefresh,
    stackUpdate,
  }: StoryEvent,
): string | null {
  if (deploy !== undefined) {
    const alias = functions.find(({ name }) => name === deploy.function)?.alias;
    return `lambda-alias:${deploy.function}:${alias}`;
  }
  if (instanceRefresh !== undefined) return `auto-scaling-group:${instanceRefresh.group}`;
  if (stackUpdate !== undefined) return `cloudformation-stack:${stackUpdate.stack}`;
  if (rotation !== undefined) return `secret:${rotation.secret}`;
  if (codeDeployment !== undefined) {
    return `codedeploy-deployment-group:${codeDeployment.application}:${codeDeployment.deploymentGroup}`;
  }
  if (ecsDeployment !== undefined) {
    const cluster = ecsServices.find(({ name }) => name === ecsDeployment.service)?.cluster;
    return `ecs-service:${cluster}:${ecsDeployment.service}`;
  }
  if (configuration !== undefined) {
    const { profile } = configuration;
    const place = configurations.find((each) => each.profile === profile);
    return `appconfig-configuration:${place?.application}:${place?.environment}:${profile}`;
  }
  const changed = flags.find(({ values }) => flag !== undefined && flag.name in values);
  if (flag === undefined || changed === undefined) return null;
  const { application, environment, profile } = changed;
  return `appconfig-flag:${application}:${environment}:${profile}:${flag.name}`;
}
