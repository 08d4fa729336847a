import { codeDeployDeploymentGroup } from '../../../lambdas/resources/codedeploy-deployment-group.ts';
import { bundle } from '../../../local/world/services/codedeploy/codedeploy-state.ts';
import { aChange } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import {
  codeDeployIn,
  deployedRevision,
  deployShop,
  setSuspect,
  shopGroup,
  shopGroupNow,
  shopGroupScenario,
} from '../../support/worlds/codedeploy-account.ts';
import type { ActionBench } from '../action-bench.ts';

const change = aChange({
  kind: 'codedeploy-deployment',
  resource: aResource(codeDeployDeploymentGroup, shopGroup),
  before: 's3://builds/shop-1.zip',
  after: 's3://builds/shop-2.zip',
  deployment: { id: 'd-SUSPECT', inProgress: false },
});
const params = {
  ...shopGroup,
  deployment: 'd-SUSPECT',
  fromRevision: 's3://builds/shop-2.zip',
  toRevision: 's3://builds/shop-1.zip',
};

/** `shop-2.zip` was deployed half an hour ago, after `shop-1.zip`. */
export const bench: ActionBench = {
  scenario: shopGroupScenario,
  now: shopGroupNow,
  seed: (account) => deployShop(account, 2, 30, { id: 'd-SUSPECT' }),
  target: shopGroup,
  change,
  evidence: [],
  unplannable: {
    'no change is blamed': { change: null },
    'it is no longer in effect': { change: { ...change, superseded: true } },
    'it is not known what ran before': { change: { ...change, before: null } },
    'the same ran before': { change: { ...change, before: change.after } },
  },
  params,
  wrongParams: [
    ['application', { ...params, application: 'a b' }],
    ['deploymentGroup', { ...params, deploymentGroup: '' }],
    ['deployment', { ...params, deployment: 'd/1' }],
    ['fromRevision', { ...params, fromRevision: 'a\nb' }],
    ['toRevision', { ...params, toRevision: null }],
  ],
  look: deployedRevision,
  afterExecution: 'shop-1.zip',
  settlesAfterMinutes: 2,
  interfere: (account) => deployShop(account, 9, -1),
  stale: {
    'the group is gone': (account) => void codeDeployIn(account).groups.splice(0),
    'there is no such deployment': (account) => void codeDeployIn(account).deployments.splice(1),
    'it is of another group': (account) => setSuspect(account, { deploymentGroupName: 'staging' }),
    'it is rolled back already': (account) =>
      setSuspect(account, { status: 'Stopped', rollbackInfo: { rollbackDeploymentId: 'd-BACK' } }),
    'something was deployed since': (account) => deployShop(account, 3, 10),
    'a deployment is in progress': (account) => deployShop(account, 3, 0),
    'it is not known what ran before': (account) => setSuspect(account, { previousRevision: undefined }),
    'the same ran before': (account) => setSuspect(account, { previousRevision: bundle('shop', 2) }),
    'it is of a Lambda function': (account) => setSuspect(account, { computePlatform: 'Lambda' }),
    'the earlier tasks are in place': (account) =>
      setSuspect(account, { computePlatform: 'ECS', status: 'Failed' }),
    'what ran before failed as well': (account) => {
      const [first] = codeDeployIn(account).deployments;
      if (first !== undefined) {
        codeDeployIn(account).deployments.splice(0, 1, { ...first, status: 'Failed' });
      }
    },
  },
  otherPermissions: {
    'codedeploy:StopDeployment': 'the suspect deployment is in progress, or the own one when it is undone',
    'codedeploy:GetApplicationRevision': 'CodeDeploy asks for it when it is told to deploy',
    'codedeploy:RegisterApplicationRevision': 'CodeDeploy asks for it when it is told to deploy',
    'codedeploy:GetDeploymentConfig': 'CodeDeploy asks for it when it is told to deploy',
  },
};
