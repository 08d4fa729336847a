import type { Account } from '../../../local/world/account.ts';
import { codeDeploy } from '../../../local/world/services/codedeploy/codedeploy.ts';
import {
  bundle,
  type CodeDeployState,
  type DeploymentOptions,
  startDeployment,
} from '../../../local/world/services/codedeploy/codedeploy-state.ts';
import { aScenario } from '../builders/account-scenario.ts';

/** A group that has run `shop-1.zip` for days; `deployShop` deploys others. */
export const shopGroupNow = new Date('2026-03-01T02:04:02.000Z');
export const shopGroup = { application: 'shop', deploymentGroup: 'production' };
export const shopGroupScenario = aScenario({ codeDeployGroups: [shopGroup] });

export function codeDeployIn(account: Account): CodeDeployState {
  return account.stateOf(codeDeploy);
}

export function deployShop(
  account: Account,
  revision: number,
  minutesAgo: number,
  options: DeploymentOptions = {},
): void {
  const atMs = shopGroupNow.getTime() - minutesAgo * 60_000;
  const group = { application: 'shop', name: 'production' };
  startDeployment(codeDeployIn(account), group, bundle('shop', revision), atMs, options);
}

/** The suspect deployment has other features, such as a status. */
export function setSuspect(account: Account, features: object): void {
  const { deployments } = codeDeployIn(account);
  const index = deployments.findIndex(({ deploymentId }) => deploymentId === 'd-SUSPECT');
  const suspect = deployments[index];
  if (suspect !== undefined) deployments.splice(index, 1, { ...suspect, ...features });
}

/** What the newest deployment brings. */
export function deployedRevision(account: Account): unknown {
  const { revision } = codeDeployIn(account).deployments.at(-1) ?? {};
  return /shop-\d+\.zip/.exec(JSON.stringify(revision))?.[0];
}
