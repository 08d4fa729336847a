import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

export const refreshParamsSchema = z.object({
  group: nameParam,
  /** Id of the instance refresh. */
  refresh: nameParam,
  /** The version of the launch template that it brings, and the one that comes back. */
  fromVersion: nameParam,
  toVersion: nameParam,
});

export type RefreshParams = z.infer<typeof refreshParamsSchema>;
export type RefreshPreState = { readonly refresh: string; readonly status: string };

/** `rolling-back`: also when that is done. */
export type RefreshState = 'in-progress' | 'rolling-back' | 'finished' | 'ended';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html */
const states: Readonly<Record<string, RefreshState>> = {
  Pending: 'in-progress',
  InProgress: 'in-progress',
  Baking: 'in-progress',
  RollbackInProgress: 'rolling-back',
  RollbackSuccessful: 'rolling-back',
  Successful: 'finished',
};

/** What is not named here can no longer be rolled back. */
export function stateOf(status: string | undefined): RefreshState {
  return states[status ?? ''] ?? 'ended';
}

/** After "the instance refresh". */
export function describeState(state: RefreshState): string {
  switch (state) {
    case 'in-progress':
      return 'is in progress';
    case 'rolling-back':
      return 'is being rolled back already';
    case 'finished':
      return 'has finished: only a new one brings the old version back';
    case 'ended':
      return 'was cancelled or has failed';
    default:
      return state satisfies never;
  }
}
