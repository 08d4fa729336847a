import { ecr } from '../../../local/world/services/ecr/ecr.ts';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import { setDesiredCount } from '../../../local/world/services/ecs/ecs-state.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import { deployWeb, webId, webNow, webScenario, webServiceIn } from '../../support/worlds/ecs-account.ts';
import type { ActionBench } from '../action-bench.ts';

const saturated = metricsEvidence([aReading({ name: 'saturation', current: 97 })]);

export const bench: ActionBench = {
  scenario: webScenario,
  now: webNow,
  target: webId,
  change: null,
  evidence: [],
  unplannable: { 'every task is needed': { evidence: [saturated] } },
  params: webId,
  wrongParams: [
    ['cluster', { ...webId, cluster: '' }],
    ['service', { cluster: 'shop' }],
  ],
  look: (account) => webServiceIn(account).deployments.map(({ taskDefinition }) => taskDefinition),
  afterExecution: ['web:12', 'web:12'],
  settlesAfterMinutes: 3,
  interfere: (account) => deployWeb(account, 14, 0),
  stale: {
    'the service is gone': (account) => void account.stateOf(ecs).services.splice(0),
    'a deployment is in progress': (account) => deployWeb(account, 13, 1),
    'nothing was ever deployed': (account) => void webServiceIn(account).deployments.splice(0),
    'it was scaled to nothing': (account) => setDesiredCount(webServiceIn(account), 0, webNow.getTime()),
    'all its tasks would stop first': (account) =>
      void Object.assign(webServiceIn(account), { minimumHealthyPercent: 0 }),
    'its image is gone': (account) => void account.stateOf(ecr).removed.push('sha256:web-12'),
    'its tag names another image': (account) => {
      account.stateOf(ecr).moved['web:12'] = 'sha256:web-99';
    },
  },
  otherPermissions: { 'iam:PassRole': 'ECS asks for it when it deploys a task definition that has roles' },
};
