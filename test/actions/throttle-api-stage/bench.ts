import type { Account } from '../../../local/world/account.ts';
import { apiGateway } from '../../../local/world/services/api-gateway/api-gateway.ts';
import {
  defaultSettings,
  findStage,
  type Stage,
  setSettings,
} from '../../../local/world/services/api-gateway/api-gateway-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');
const target = { restApi: 'a1b2c3d4e5', stage: 'live' };

export function stageIn(account: Account): Stage {
  const found = findStage(account.stateOf(apiGateway), target.restApi, target.stage);
  if (found === undefined) throw new Error('The account has no such stage');
  return found;
}

const traffic = (current: number | null, median: number | null = 600) => [
  metricsEvidence([
    aReading({
      name: 'traffic',
      unit: 'count',
      periodSeconds: 60,
      current,
      baseline: median === null ? null : { median, deviation: 20, samples: 60 },
    }),
  ]),
];

export const params = { ...target, rateLimit: 12, burstLimit: 24 };
export const limits = (rate: number, burst: number) => ({
  ...defaultSettings,
  throttlingRateLimit: rate,
  throttlingBurstLimit: burst,
});

/** Nothing is limited; usually there are ten requests a second. */
export const bench: ActionBench = {
  scenario: aScenario({ apiStages: [{ restApi: target.restApi, stage: target.stage, service: 'checkout' }] }),
  now,
  target,
  change: null,
  evidence: traffic(2400),
  unplannable: {
    'there is no evidence': { evidence: [] },
    'there is no reading of the traffic': { evidence: traffic(null) },
    'it is not known what is usual': { evidence: traffic(2400, null) },
    'traffic is as usual': { evidence: traffic(640) },
  },
  params,
  wrongParams: [
    ['restApi', { ...params, restApi: '' }],
    ['stage', { ...params, stage: 'a/b' }],
    ['rateLimit', { ...params, rateLimit: 0 }],
    ['burstLimit', { ...params, burstLimit: 1.5 }],
  ],
  look: (account) => account.stateOf(apiGateway).stages.map(({ settings }) => settings),
  afterExecution: [limits(12, 24)],
  settlesAfterMinutes: 0,
  interfere: (account) => setSettings(stageIn(account), limits(500, 900), now.getTime()),
  stale: {
    'the stage is gone': (account) => void account.stateOf(apiGateway).stages.splice(0),
    'it is limited to less already': (account) =>
      setSettings(stageIn(account), limits(10, 5000), now.getTime()),
  },
  otherPermissions: {},
};
