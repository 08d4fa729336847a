import { ecsService } from '../../../lambdas/resources/ecs-service.ts';
import type { Account } from '../../../local/world/account.ts';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import { rolloutsAt } from '../../../local/world/services/ecs/rollout.ts';
import { aChange } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { deployWeb, webId, webNow, webScenario, webServiceIn } from '../../support/worlds/ecs-account.ts';
import type { ActionBench } from '../action-bench.ts';

const change = aChange({
  kind: 'ecs-deployment',
  resource: aResource(ecsService, webId),
  before: 'web:12',
  after: 'web:13',
  deployment: { id: 'd13', inProgress: true },
});
const params = { ...webId, deployment: 'd13', fromTaskDefinition: 'web:13', toTaskDefinition: 'web:12' };

const endWith = (account: Account, status: 'STOPPED' | 'ROLLBACK_SUCCESSFUL' | 'ROLLBACK_FAILED') => {
  const [, suspect] = webServiceIn(account).deployments;
  if (suspect !== undefined) suspect.end = { status, at: webNow.toISOString(), isCircuitBreaker: true };
};

/** `web:13` has been rolling out for three minutes and needs twenty. */
export const bench: ActionBench = {
  scenario: webScenario,
  now: webNow,
  seed: (account) => deployWeb(account, 13, 3, 1200),
  target: webId,
  change,
  evidence: [],
  unplannable: {
    'no change is blamed': { change: null },
    'it has finished': { change: { ...change, deployment: { id: 'd13', inProgress: false } } },
    'something else is in effect': { change: { ...change, superseded: true } },
    'it is not known what ran before': { change: { ...change, before: null } },
    'it changed nothing': { change: { ...change, before: 'web:13' } },
  },
  params,
  wrongParams: [
    ['cluster', { ...params, cluster: '' }],
    ['service', { ...params, service: 7 }],
    ['deployment', { ...params, deployment: 'a/b' }],
    ['fromTaskDefinition', { ...params, fromTaskDefinition: null }],
    ['toTaskDefinition', { ...params, toTaskDefinition: undefined }],
  ],
  look: (account) => webServiceIn(account).deployments.map(({ id, end }) => [id, end?.status ?? 'goes on']),
  afterExecution: [
    ['web-0001', 'goes on'],
    ['d13', 'ROLLBACK_SUCCESSFUL'],
  ],
  settlesAfterMinutes: 2,
  interfere: (account) => deployWeb(account, 14, 0),
  stale: {
    'the service is gone': (account) => void account.stateOf(ecs).services.splice(0),
    'the deployment is not known': (account) => void webServiceIn(account).deployments.splice(1),
    'it has finished': (account) => {
      webServiceIn(account).deployments.splice(1);
      deployWeb(account, 13, 30, 600);
    },
    'another one has replaced it': (account) => deployWeb(account, 14, 1),
    'ECS rolled it back': (account) => endWith(account, 'ROLLBACK_SUCCESSFUL'),
    'ECS could not roll it back': (account) => endWith(account, 'ROLLBACK_FAILED'),
    'nothing ran before it': (account) => {
      const service = webServiceIn(account);
      service.deployments.splice(0, 1);
      if (rolloutsAt(service, webNow.getTime())[0]?.source !== null) throw new Error('it has a source');
    },
  },
  otherPermissions: {},
};
