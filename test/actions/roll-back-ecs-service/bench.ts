import { ecsService } from '../../../lambdas/resources/ecs-service.ts';
import type { Account } from '../../../local/world/account.ts';
import { ecr } from '../../../local/world/services/ecr/ecr.ts';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import { findTaskDefinition, startDeployment } from '../../../local/world/services/ecs/ecs-state.ts';
import { wantedRolloutAt } from '../../../local/world/services/ecs/rollout.ts';
import { aChange } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { deployWeb, webId, webNow, webScenario, webServiceIn } from '../../support/worlds/ecs-account.ts';
import type { ActionBench } from '../action-bench.ts';

const change = aChange({
  kind: 'ecs-deployment',
  resource: aResource(ecsService, webId),
  before: 'web:12',
  after: 'web:13',
  deployment: { id: 'd13', inProgress: false },
});
const params = { ...webId, deployment: 'd13', fromTaskDefinition: 'web:13', toTaskDefinition: 'web:12' };

const earlier = (account: Account) => {
  const found = findTaskDefinition(account.stateOf(ecs), 'web:12');
  if (found === undefined) throw new Error('The account has no web:12');
  return found;
};

/** `web:13` was deployed half an hour ago and has finished. */
export const bench: ActionBench = {
  scenario: webScenario,
  now: webNow,
  seed: (account) => deployWeb(account, 13, 30),
  target: webId,
  change,
  evidence: [],
  unplannable: {
    'no change is blamed': { change: null },
    'it is still in progress': { change: { ...change, deployment: { id: 'd13', inProgress: true } } },
    'something else is in effect': { change: { ...change, superseded: true } },
    'it is not known what ran before': { change: { ...change, before: null } },
    'the same ran before': { change: { ...change, before: 'web:13' } },
  },
  params,
  wrongParams: [
    ['cluster', { ...params, cluster: '' }],
    ['service', { ...params, service: 7 }],
    ['deployment', { ...params, deployment: 'a/b' }],
    ['fromTaskDefinition', { ...params, fromTaskDefinition: null }],
    ['toTaskDefinition', { ...params, toTaskDefinition: undefined }],
  ],
  look: (account) => {
    const service = webServiceIn(account);
    return wantedRolloutAt(service, Number.POSITIVE_INFINITY)?.deployment.taskDefinition;
  },
  afterExecution: 'web:12',
  settlesAfterMinutes: 3,
  interfere: (account) => deployWeb(account, 14, 0),
  stale: {
    'the service is gone': (account) => void account.stateOf(ecs).services.splice(0),
    'a deployment is in progress': (account) => deployWeb(account, 14, 1),
    'something else was deployed since': (account) => deployWeb(account, 14, 10),
    'it is back already': (account) =>
      void startDeployment(webServiceIn(account), 'web:12', webNow.getTime() - 600_000),
    'the earlier task definition is gone': (account) => {
      const { taskDefinitions } = account.stateOf(ecs);
      taskDefinitions.splice(taskDefinitions.indexOf(earlier(account)), 1);
    },
    'the earlier task definition was deregistered': (account) => {
      earlier(account).status = 'INACTIVE';
    },
    'its image is gone': (account) => void account.stateOf(ecr).removed.push('sha256:web-12'),
    'its tag names another image': (account) => {
      account.stateOf(ecr).moved['web:12'] = 'sha256:web-13';
    },
  },
  otherPermissions: { 'iam:PassRole': 'ECS asks for it when it deploys a task definition that has roles' },
};
