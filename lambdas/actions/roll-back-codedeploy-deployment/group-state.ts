import type { RevisionLocation } from '@aws-sdk/client-codedeploy';
import type { ActionContext } from '../../ports/plug-ins/action.ts';
import {
  deployRevision,
  isInProgress,
  readHistory,
  stopAndRollBack,
} from '../../resources/aws/codedeploy-group.ts';
import type { CodeDeployDeploymentGroupId } from '../../resources/codedeploy-deployment-group.ts';
import type { Setting } from '../setting/move-setting.ts';

/** What the newest deployment of a group is: the one that was found, ours, or (by its id) somebody else's. */
export type Newest = 'as found' | 'ours' | { readonly other: string };

/**
 * To deploy takes no condition and no token. Ours is known by its description, which names the deployment that it takes back;
 * and while one runs, CodeDeploy refuses another.
 */
export function redeployment(
  { aws, now }: ActionContext,
  group: CodeDeployDeploymentGroupId,
  found: string,
  revision: RevisionLocation,
  description: string,
): Setting<Newest> {
  return {
    read: async () => {
      const [newest] = await readHistory(aws, group, now);
      if (newest === undefined) return null;
      if (newest.description === description) return 'ours';
      return newest.deploymentId === found ? 'as found' : { other: newest.deploymentId ?? '' };
    },
    write: () => deployRevision(aws, group, revision, description),
    same: (a, b) => a === b,
  };
}

/** The newest deployment, in progress, as something to be stopped: `ours` once CodeDeploy rolls it back. */
export function stopping(
  { aws, now }: ActionContext,
  group: CodeDeployDeploymentGroupId,
  found: string,
): Setting<Newest> {
  return {
    read: async () => {
      const [newest] = await readHistory(aws, group, now);
      if (newest === undefined) return null;
      const { deploymentId = '', status, rollbackInfo } = newest;
      if (rollbackInfo?.rollbackTriggeringDeploymentId === found) return 'ours';
      if (deploymentId !== found) return { other: deploymentId };
      if (isInProgress(status)) return 'as found';
      return status === 'Stopped' ? 'ours' : { other: `${found}, which has ended` };
    },
    write: () => stopAndRollBack(aws, found),
    same: (a, b) => a === b,
  };
}
