import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

export const stopParamsSchema = z.object({
  cluster: nameParam,
  service: nameParam,
  /** Id of the service deployment, the last part of its ARN. */
  deployment: nameParam,
  /** The task definition that it brings, and the one that runs again afterwards. */
  fromTaskDefinition: nameParam,
  toTaskDefinition: nameParam,
});

export type StopParams = z.infer<typeof stopParamsSchema>;
export type StopPreState = { readonly deploymentArn: string };

/** `rolling-back`: also when that is done. The rest is too late for stopping it. */
export type DeploymentState =
  | 'in-progress'
  | 'rolling-back'
  | 'finished'
  | 'replaced'
  | 'not rolled back'
  | 'unknown';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html */
const states: Readonly<Record<string, DeploymentState>> = {
  PENDING: 'in-progress',
  IN_PROGRESS: 'in-progress',
  STOP_REQUESTED: 'replaced',
  STOPPED: 'replaced',
  SUCCESSFUL: 'finished',
  ROLLBACK_REQUESTED: 'rolling-back',
  ROLLBACK_IN_PROGRESS: 'rolling-back',
  ROLLBACK_SUCCESSFUL: 'rolling-back',
  ROLLBACK_FAILED: 'not rolled back',
};

export function stateOf(status: string | undefined): DeploymentState {
  return states[status ?? ''] ?? 'unknown';
}

/** After "the deployment". */
export function describeState(state: DeploymentState): string {
  switch (state) {
    case 'in-progress':
      return 'is in progress';
    case 'rolling-back':
      return 'is being rolled back already';
    case 'finished':
      return 'has finished: it can be rolled back, but no longer stopped';
    case 'replaced':
      return 'was stopped: another one has replaced it';
    case 'not rolled back':
      return 'could not be rolled back by ECS';
    case 'unknown':
      return 'is in a state that is not known here';
    default:
      return state satisfies never;
  }
}
