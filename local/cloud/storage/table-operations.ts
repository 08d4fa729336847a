import { createRequire } from 'node:module';
import type { Action, Refusal, Store, Validation } from 'dynalite/db/index.js';
import validations from 'dynalite/validations/index.js';

/** Takes the text of a request. Rejects with a Refusal, as DynamoDB refuses it. */
type Operation = (request: string) => Promise<unknown>;

const OPERATIONS = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
];

/** dynalite's operations on a store, by name; those on tables that nothing here uses are left out. */
export function tableOperations(store: Store): ReadonlyMap<string, Operation> {
  const load = createRequire(import.meta.url);
  return new Map(
    OPERATIONS.map((name) => {
      const file = `${name.charAt(0).toLowerCase()}${name.slice(1)}.js`;
      const validation: Validation = load(`dynalite/validations/${file}`);
      const action: Action = load(`dynalite/actions/${file}`);
      return [name, (request) => perform(store, validation, action, request)];
    }),
  );
}

function perform(
  store: Store,
  { types, custom }: Validation,
  action: Action,
  request: string,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const data = validations.checkTypes(parse(request), types);
    validations.checkValidations(data, types, custom, store);
    action(store, data, (refused, result) => (refused ? reject(refused) : resolve(result)));
  });
}

function parse(request: string): object {
  try {
    return JSON.parse(request);
  } catch {
    throw Object.assign(new Error('The request is no JSON'), {
      statusCode: 400,
      body: { __type: 'com.amazon.coral.service#SerializationException' },
    } satisfies Refusal);
  }
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'statusCode' in error && 'body' in error;
}
