import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { type EcsService, type EcsState, findEcsService, lastPart } from './ecs-state.ts';

export const clusterArn = (cluster: string): string => localArn('ecs', `cluster/${cluster}`);

export function ecsArn(
  kind: 'service' | 'service-deployment' | 'service-revision' | 'task',
  { cluster, name }: EcsService,
  id?: string,
): string {
  const path =
    kind === 'task' ? `${cluster}/${id}` : [cluster, name, ...(id === undefined ? [] : [id])].join('/');
  return localArn('ecs', `${kind}/${path}`);
}

export function taskDefinitionArn(taskDefinition: string): string {
  return localArn('ecs', `task-definition/${taskDefinition}`);
}

/** Name of a cluster that was given by name, by ARN or not at all. Throws AwsFault when there is none. */
export function clusterNamed(state: EcsState, cluster: string | undefined): string {
  const name = lastPart(cluster ?? 'default');
  if (state.services.every((one) => one.cluster !== name)) {
    throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
  }
  return name;
}

/** Throws AwsFault when there is no such cluster or service. */
export function serviceNamed(state: EcsState, service: string, cluster: string | undefined): EcsService {
  const found = findEcsService(state, lastPart(service), clusterNamed(state, cluster));
  if (found === undefined) throw new AwsFault('ServiceNotFoundException', 'Service not found.');
  return found;
}

export function epochSeconds(time: string | number): number {
  return (typeof time === 'number' ? time : Date.parse(time)) / 1000;
}
