import type { Account } from '../../../local/world/account.ts';
import { countAt, setReserved } from '../../../local/world/services/lambda/concurrency-state.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { findFunction, type LambdaFunction } from '../../../local/world/services/lambda/lambda-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');

const throttled = (current: number | null) => [
  metricsEvidence([aReading({ name: 'throttles', unit: 'count', current })]),
];

export function functionIn(account: Account, name = 'quotes'): LambdaFunction {
  const found = findFunction(account.stateOf(lambda), name);
  if (found === undefined) throw new Error('The account has no such function');
  return found;
}

const reserve = (account: Account, count: number | null, name?: string) =>
  setReserved(functionIn(account, name), count, now.getTime());
const params = { functionName: 'quotes', alias: 'live', factor: 2, most: 1000 };

/** Fifty are reserved, in an account of a thousand. */
export const bench: ActionBench = {
  scenario: aScenario({
    functions: [
      {
        name: 'quotes',
        live: '2',
        versions: [{ version: '2', minutesAgo: 60 }],
        reservedConcurrency: 50,
        provisionedConcurrency: 10,
      },
      { name: 'other', live: '1', versions: [{ version: '1', minutesAgo: 60 }] },
    ],
  }),
  now,
  target: { functionName: 'quotes', alias: 'live' },
  change: null,
  evidence: throttled(120),
  unplannable: {
    'its throttles are not known': { evidence: [] },
    'there is no reading of them': { evidence: throttled(null) },
    'it is not throttled': { evidence: throttled(0) },
  },
  params,
  wrongParams: [
    ['functionName', { ...params, functionName: '' }],
    ['alias', { ...params, alias: 'a b' }],
    ['factor', { ...params, factor: 1 }],
    ['most', { ...params, most: 5000 }],
  ],
  look: (account) => countAt(functionIn(account).reserved, Number.POSITIVE_INFINITY),
  afterExecution: 100,
  settlesAfterMinutes: 0,
  interfere: (account) => reserve(account, 60),
  stale: {
    'the function is gone': (account) => void account.stateOf(lambda).functions.splice(0),
    'the alias is gone': (account) => void functionIn(account).aliases.splice(0),
    'somebody stopped it': (account) => reserve(account, 0),
    'it has the most that is ever set': (account) => {
      reserve(account, 880);
    },
    'the account has nothing left to give': (account) => reserve(account, 849, 'other'),
    'it has no concurrency of its own': (account) => {
      reserve(account, null);
      functionIn(account).aliases[0]?.provisioned?.splice(0);
    },
  },
  otherPermissions: {
    'lambda:GetProvisionedConcurrencyConfig': 'nothing is reserved',
    'lambda:PutProvisionedConcurrencyConfig': 'nothing is reserved',
    'application-autoscaling:DescribeScalableTargets': 'nothing is reserved',
  },
};
