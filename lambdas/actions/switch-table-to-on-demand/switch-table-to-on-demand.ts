import type { TableDescription } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type DynamoDbTableId, dynamoDbTable } from '../../resources/dynamodb-table.ts';
import { enoughCapacity } from '../capacity/enough-capacity.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import { capacityOf, readTable, writeCapacity } from './table-capacity.ts';
import {
  describeCapacity,
  sameCapacity,
  type TableCapacity,
  type TableParams,
  type TablePreState,
  tableParamsSchema,
} from './table-contract.ts';

const onDemand: TableCapacity = { mode: 'on-demand' };
const postStateSchema = z.object({ mode: z.literal('on-demand') });

/** Switches a DynamoDB table to on demand: it takes what comes, and is charged by the request. */
export const switchTableToOnDemand: ReversibleAction<TableParams, TablePreState, DynamoDbTableId> = {
  kind: 'switch-table-to-on-demand',
  title: 'Switch a DynamoDB table to on demand',
  target: dynamoDbTable,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: tableParamsSchema,
  plan({ target: { id }, evidence }) {
    const reason = enoughCapacity(id.table, evidence);
    return reason === null ? { ok: true, params: { ...id } } : { ok: false, reason };
  },
  summary: ({ table }) => `Switch the table ${table} to on demand`,
  undoSummary: ({ table }) => `Switch the table ${table} back to the units that were provisioned before`,
  howToRestore: ({ table }) =>
    `Find what reads or writes ${table} so much, then provision units again if that is cheaper`,
  backport: ({ table }) =>
    `Set the billing mode of ${table} to on demand in code, or provision more units there: the next deployment sets it back otherwise`,
  expects: {
    metric: 'throttles',
    comparison: 'below',
    threshold: 1,
    settleSeconds: 60,
    withinSeconds: 900,
    goodReadings: 3,
  },
  guardMetrics: [
    { metric: 'errorRate', factor: 1.5 },
    { metric: 'latencyP99', factor: 1.5 },
  ],
  echoes: [{ metric: 'traffic', goes: 'up', because: 'requests that were throttled get through now' }],
  expiresAfterSeconds: 86_400,
  addsUnits: () => 'unbounded',

  iam(targets) {
    return allow(
      ['dynamodb:DescribeTable', 'dynamodb:UpdateTable'],
      targets.map(({ id }) => dynamoDbTable.arns(id).table),
    );
  },

  async preflight({ aws }, params) {
    const { table } = params;
    const found = await readTable(aws, params);
    if (found === null) return { ok: false, reason: `There is no DynamoDB table ${table}` };
    const refusal = refusalOf(found);
    return refusal === null
      ? { ok: true, preState: { before: capacityOf(found) } }
      : { ok: false, reason: `${table} cannot be switched: ${refusal}` };
  },

  async execute({ aws }, params, { before }) {
    const { table } = params;
    const move = await moveSetting(capacitySetting(aws, params), before, onDemand);
    const done = `Switched the table ${table} from ${describeCapacity(before)} to on demand`;
    return executionOf(move, { name: table, done, asked: `${table} was switched`, found: whichIs }, onDemand);
  },

  async observe({ aws }, params) {
    const found = await readTable(aws, params);
    const status = found?.TableStatus ?? 'gone';
    return status === 'ACTIVE'
      ? { settled: true, text: `The table ${params.table} takes requests on demand` }
      : { settled: false, text: `DynamoDB is still switching the table ${params.table} (${status})` };
  },

  async undo({ aws }, params, { before }, postState) {
    const { table } = params;
    if (!postStateSchema.safeParse(postState).success) return unrecorded(table);
    const move = await moveSetting(capacitySetting(aws, params), onDemand, before);
    const done = `Switched the table ${table} back to ${describeCapacity(before)}`;
    return undoingOf(move, { name: table, done, asked: `${table} was switched back`, found: whichIs });
  },
};

function refusalOf(table: TableDescription): string | null {
  const { TableStatus, Replicas = [], OnDemandThroughput } = table;
  if (TableStatus !== 'ACTIVE') return `it is ${String(TableStatus).toLowerCase()}`;
  const capacity = capacityOf(table);
  if (capacity.mode === 'on-demand') {
    return 'it is on demand already. A hot key or a maximum of its own may throttle it';
  }
  if (Replicas.length > 0) return 'it is a global table, and the switch would reach its other Regions';
  const { MaxReadRequestUnits = -1, MaxWriteRequestUnits = -1 } = OnDemandThroughput ?? {};
  const { read, write } = capacity.units;
  const isCapped = (most: number, now: number) => most > 0 && most <= now;
  return isCapped(MaxReadRequestUnits, read) || isCapped(MaxWriteRequestUnits, write)
    ? 'its maximum on demand is not above the units that it has'
    : null;
}

function capacitySetting(aws: AwsClients, id: DynamoDbTableId): Setting<TableCapacity> {
  return {
    read: async () => {
      const found = await readTable(aws, id);
      return found === null ? null : capacityOf(found);
    },
    write: (capacity) => writeCapacity(aws, id, capacity),
    same: sameCapacity,
  };
}

function whichIs(capacity: TableCapacity): string {
  return capacity.mode === 'on-demand' ? 'which is on demand' : `which has ${describeCapacity(capacity)}`;
}
