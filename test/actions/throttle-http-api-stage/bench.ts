import type { Account } from '../../../local/world/account.ts';
import { apiGateway } from '../../../local/world/services/api-gateway/api-gateway.ts';
import {
  findHttpStage,
  type HttpStage,
  setHttpSettings,
} from '../../../local/world/services/api-gateway/api-gateway-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import type { ActionBench } from '../action-bench.ts';
import { bench as restBench } from '../throttle-api-stage/bench.ts';

const { now } = restBench;
const target = { httpApi: 'a1b2c3d4e5', stage: '$default' };
const params = { ...target, rateLimit: 12, burstLimit: 24 };

function stageIn(account: Account): HttpStage {
  const found = findHttpStage(account.stateOf(apiGateway), target.httpApi, target.stage);
  if (found === undefined) throw new Error('The account has no such stage');
  return found;
}

function limit(account: Account, rate?: number, burst?: number): void {
  const settings = {
    DetailedMetricsEnabled: true,
    ThrottlingRateLimit: rate,
    ThrottlingBurstLimit: burst,
  };
  setHttpSettings(stageIn(account), settings, now.getTime());
}

/** It has the limits of the account; usually there are ten requests a second. */
export const bench: ActionBench = {
  ...restBench,
  scenario: aScenario({
    httpApiStages: [{ ...target, service: 'checkout', rateLimit: 10_000, burstLimit: 5000 }],
  }),
  target,
  params,
  wrongParams: [
    ['httpApi', { ...params, httpApi: '' }],
    ['stage', { ...params, stage: 'a/b' }],
    ['rateLimit', { ...params, rateLimit: 0 }],
    ['burstLimit', { ...params, burstLimit: 1.5 }],
  ],
  look: (account) => account.stateOf(apiGateway).httpStages.map(({ settings }) => settings),
  afterExecution: [{ DetailedMetricsEnabled: true, ThrottlingRateLimit: 12, ThrottlingBurstLimit: 24 }],
  interfere: (account) => limit(account, 500, 900),
  stale: {
    'the stage is gone': (account) => void account.stateOf(apiGateway).httpStages.splice(0),
    'it is limited to less already': (account) => limit(account, 10, 5000),
    'it has no limits, which could not be taken away again': (account) => limit(account),
    'it has only one of the two limits': (account) => limit(account, 10_000),
  },
};
