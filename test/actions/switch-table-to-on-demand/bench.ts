import type { Account } from '../../../local/world/account.ts';
import { dynamoDb } from '../../../local/world/services/dynamodb/dynamodb.ts';
import {
  changeCapacity,
  findTable,
  type Table,
  wantedCapacity,
} from '../../../local/world/services/dynamodb/table-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import type { ActionBench } from '../action-bench.ts';

export const now = new Date('2026-03-01T02:04:02.000Z');

const throttled = (current: number | null) => [
  metricsEvidence([aReading({ name: 'throttles', unit: 'count', current })]),
];

export function tableIn(account: Account): Table {
  const found = findTable(account.stateOf(dynamoDb), 'holds');
  if (found === undefined) throw new Error('The account has no such table');
  return found;
}

/** Eighty units for reads and twenty for writes. */
export const bench: ActionBench = {
  scenario: aScenario({ tables: [{ name: 'holds', provisioned: { read: 80, write: 20 } }] }),
  now,
  target: { table: 'holds' },
  change: null,
  evidence: throttled(120),
  unplannable: {
    'its throttles are not known': { evidence: [] },
    'it is not throttled': { evidence: throttled(0) },
  },
  params: { table: 'holds' },
  wrongParams: [['table', { table: '' }]],
  look: (account) => wantedCapacity(tableIn(account), Number.POSITIVE_INFINITY) ?? 'on demand',
  afterExecution: 'on demand',
  settlesAfterMinutes: 3,
  busyMinutes: 3,
  interfere: (account) => changeCapacity(tableIn(account), { read: 90, write: 20 }, now.getTime()),
  stale: {
    'the table is gone': (account) => void account.stateOf(dynamoDb).tables.splice(0),
    'it is on demand already': (account) => changeCapacity(tableIn(account), null, now.getTime() - 600_000),
    'it is being changed': (account) =>
      changeCapacity(tableIn(account), { read: 90, write: 20 }, now.getTime() - 1000),
  },
  otherPermissions: {},
};
