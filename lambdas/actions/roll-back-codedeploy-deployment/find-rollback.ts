import { isDeepStrictEqual } from 'node:util';
import type { DeploymentInfo, RevisionLocation } from '@aws-sdk/client-codedeploy';
import type { ActionContext, Preflight } from '../../ports/plug-ins/action.ts';
import { isInProgress, readDeployment, readHistory } from '../../resources/aws/codedeploy-group.ts';
import { codeDeployDeploymentGroup } from '../../resources/codedeploy-deployment-group.ts';
import type { RollBackParams, RollBackPreState } from './rollback-contract.ts';

/** How the suspect deployment can be taken back, or why it cannot. Changes nothing. */
export async function findRollback(
  { aws, now }: ActionContext,
  params: RollBackParams,
): Promise<Preflight<RollBackPreState>> {
  const { deployment, application, deploymentGroup } = params;
  const name = codeDeployDeploymentGroup.describe(params);
  const no = (reason: string) => ({ ok: false, reason }) as const;
  const suspect = await readDeployment(aws, deployment);
  if (suspect?.applicationName !== application || suspect.deploymentGroupName !== deploymentGroup) {
    return no(`There is no deployment ${deployment} of ${name}`);
  }
  const { rollbackInfo, previousRevision, revision } = suspect;
  const by = rollbackInfo?.rollbackDeploymentId;
  if (by != null) return no(`${deployment} is rolled back already, by ${by}`);
  const history = await readHistory(aws, params, now);
  const newest = history[0]?.deploymentId;
  if (newest !== deployment) return no(`${newest ?? 'nothing'} was deployed to ${name} since`);
  if (previousRevision === undefined || revision === undefined) {
    return no(`CodeDeploy does not tell what ran in ${name} before ${deployment}`);
  }
  const locations = { revision: { ...revision }, previousRevision: { ...previousRevision } };
  if (isInProgress(suspect.status)) return { ok: true, preState: { way: 'stop', ...locations } };
  const why = whyNotRedeployable(suspect, previousRevision, history);
  return why === null
    ? { ok: true, preState: { way: 'redeploy', ...locations } }
    : no(`${name} has no safe revision to go back to: ${why}`);
}

function whyNotRedeployable(
  { computePlatform, status, revision }: DeploymentInfo,
  previous: RevisionLocation,
  history: readonly DeploymentInfo[],
): string | null {
  if (computePlatform === 'Lambda') {
    return 'a finished deployment of a Lambda function is rolled back by its alias';
  }
  if (status !== 'Succeeded' && computePlatform === 'ECS') {
    return `the deployment has ${String(status).toLowerCase()}, which leaves the earlier tasks in place`;
  }
  if (isDeepStrictEqual(previous, revision)) return 'the same revision ran before';
  const earlier = history.filter((one) => isDeepStrictEqual(one.revision, previous));
  const isBad = earlier.length > 0 && earlier.every((one) => one.status !== 'Succeeded');
  return isBad ? `every recent deployment of it ended badly (${earlier[0]?.deploymentId})` : null;
}
