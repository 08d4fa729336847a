import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import {
  changeCapacity,
  type DynamoDbState,
  findTable,
  isUpdating,
  switchesToOnDemand,
  type Table,
  wantedCapacity,
} from './table-state.ts';

/** In a rolling day. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/switching.capacitymode.html */
const MOST_SWITCHES = 4;

type Context = ServiceContext<DynamoDbState>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describeTable = jsonOperation(
  z.object({ TableName: z.string() }),
  ({ TableName }, { state, nowMs }: Context) => ({ Table: describe(tableNamed(state, TableName), nowMs) }),
);

const updateSchema = z.object({
  TableName: z.string(),
  BillingMode: z.enum(['PROVISIONED', 'PAY_PER_REQUEST']).optional(),
  ProvisionedThroughput: z
    .object({
      ReadCapacityUnits: z.number().int().min(1),
      WriteCapacityUnits: z.number().int().min(1),
    })
    .optional(),
});

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable = jsonOperation(updateSchema, (input, context: Context) => {
  const { state, nowMs } = context;
  const table = tableNamed(state, input.TableName);
  if (isUpdating(table, nowMs)) {
    throw new AwsFault('ResourceInUseException', `Table is being updated: ${table.name}`);
  }
  const { ProvisionedThroughput: given } = input;
  const before = wantedCapacity(table, nowMs);
  if (input.BillingMode === 'PAY_PER_REQUEST') {
    if (before === null) throw invalid('The table is in on-demand mode already.');
    if (switchesToOnDemand(table, nowMs) >= MOST_SWITCHES) {
      throw new AwsFault('LimitExceededException', 'The table was switched too often.');
    }
    changeCapacity(table, null, nowMs);
  } else {
    if (given === undefined) throw invalid('ProvisionedThroughput must be specified.');
    const after = { read: given.ReadCapacityUnits, write: given.WriteCapacityUnits };
    if (before !== null && before.read === after.read && before.write === after.write) {
      throw invalid('The provisioned throughput for the table will not change.');
    }
    changeCapacity(table, after, nowMs);
  }
  context.save();
  return { TableDescription: describe(table, nowMs) };
});

function tableNamed(state: DynamoDbState, name: string): Table {
  const found = findTable(state, name);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
}

/** What was asked for last is shown at once, with the status UPDATING until it holds. */
function describe(table: Table, nowMs: number) {
  const wanted = wantedCapacity(table, nowMs);
  const wasOnDemand = table.changes.some(({ provisioned }) => provisioned === null);
  return {
    TableName: table.name,
    TableArn: localArn('dynamodb', `table/${table.name}`),
    TableStatus: isUpdating(table, nowMs) ? 'UPDATING' : 'ACTIVE',
    CreationDateTime: Date.parse(table.createdAt) / 1000,
    ProvisionedThroughput: {
      NumberOfDecreasesToday: 0,
      ReadCapacityUnits: wanted?.read ?? 0,
      WriteCapacityUnits: wanted?.write ?? 0,
    },
    ...(wasOnDemand
      ? { BillingModeSummary: { BillingMode: wanted === null ? 'PAY_PER_REQUEST' : 'PROVISIONED' } }
      : {}),
    ItemCount: 120_000,
    TableSizeBytes: 48_000_000,
  };
}

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationException', message);
}
