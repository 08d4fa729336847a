import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { fromAttributeValue, toAttributeMap } from './attribute-value.ts';
import { fromAwsError } from './aws-error.ts';
import type { incidentTable } from './table-schema.ts';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export interface Item extends ItemKey {
  /** The record: plain JSON. */
  readonly data: unknown;
  /** For conditions and indexes. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Under which a write is done: the item does not exist yet, or one of its attributes has this value. */
export type Condition = 'absent' | { readonly attribute: string; readonly equals: string | number };

export interface IndexQuery {
  readonly index: (typeof incidentTable.indexes)[keyof typeof incidentTable.indexes];
  readonly partition: string;
  /** Exclusive upper bound of the sort key: where the former page ended. */
  readonly before: string | null;
  readonly limit: number;
}

/** The single-item operations that the stores are made of. Reads are strongly consistent, but for the indexes. */
export interface DynamodbTable {
  /** False when the condition does not hold: nothing was written. */
  put(item: Item, condition?: Condition): Promise<boolean>;
  read(key: ItemKey): Promise<Item | null>;
  /** False when the condition does not hold: nothing was deleted. */
  delete(key: ItemKey, condition: Condition): Promise<boolean>;
  readPartition(pk: string): Promise<readonly Item[]>;
  /** Greatest sort key first. */
  queryIndex(query: IndexQuery): Promise<readonly ItemKey[]>;
  /** In the order of the keys; those that do not exist are left out. */
  readAll(keys: readonly ItemKey[]): Promise<readonly Item[]>;
}

type StoredItem = Record<string, AttributeValue>;

/** The records in items. The table holds nothing but what the stores put there: shapes are taken on trust. */
export function recordsOf<T>(items: readonly Item[]): T[] {
  return items.map(({ data }) => data as T);
}

export async function readRecord<T>(table: DynamodbTable, key: ItemKey): Promise<T | null> {
  const item = await table.read(key);
  return recordsOf<T>(item === null ? [] : [item])[0] ?? null;
}

export function createDynamodbTable(client: DynamoDBClient, tableName: string): DynamodbTable {
  const TableName = tableName;
  return {
    async put({ pk, sk, data, attributes }, condition) {
      const Item = toAttributeMap({ ...attributes, pk, sk, data });
      return conditional('Writing an item', () =>
        client.send(new PutItemCommand({ TableName, Item, ...expressionOf(condition) })),
      );
    },
    async read(key) {
      const Key = keyOf(key);
      const { Item } = await reported('Reading an item', () =>
        client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true })),
      );
      return Item === undefined ? null : fromStored(Item);
    },
    async delete(key, condition) {
      return conditional('Deleting an item', () =>
        client.send(new DeleteItemCommand({ TableName, Key: keyOf(key), ...expressionOf(condition) })),
      );
    },
    async readPartition(pk) {
      const items: Item[] = [];
      let ExclusiveStartKey: StoredItem | undefined;
      do {
        const page = await reported('Reading the items of a record', () =>
          client.send(
            new QueryCommand({
              TableName,
              ConsistentRead: true,
              KeyConditionExpression: '#pk = :pk',
              ExpressionAttributeNames: { '#pk': 'pk' },
              ExpressionAttributeValues: { ':pk': { S: pk } },
              ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
            }),
          ),
        );
        items.push(...(page.Items ?? []).map(fromStored));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return items;
    },
    async queryIndex({ index, partition, before, limit }) {
      const page = await reported('Listing incidents', () =>
        client.send(
          new QueryCommand({
            TableName,
            IndexName: index.indexName,
            KeyConditionExpression: before === null ? '#p = :p' : '#p = :p AND #s < :s',
            ExpressionAttributeNames: {
              '#p': index.partitionKey,
              ...(before === null ? {} : { '#s': index.sortKey }),
            },
            ExpressionAttributeValues: {
              ':p': { S: partition },
              ...(before === null ? {} : { ':s': { S: before } }),
            },
            ScanIndexForward: false,
            Limit: limit,
          }),
        ),
      );
      return (page.Items ?? []).map(keyFrom);
    },
    async readAll(keys) {
      const found = new Map<string, Item>();
      let Keys = keys.map(keyOf);
      while (Keys.length > 0) {
        const answer = await reported('Reading items', () =>
          client.send(
            new BatchGetItemCommand({
              RequestItems: { [TableName]: { Keys: Keys.slice(0, 100), ConsistentRead: true } },
            }),
          ),
        );
        for (const stored of answer.Responses?.[TableName] ?? []) {
          const item = fromStored(stored);
          found.set(`${item.pk} ${item.sk}`, item);
        }
        Keys = [...Keys.slice(100), ...(answer.UnprocessedKeys?.[TableName]?.Keys ?? [])];
      }
      return keys.flatMap(({ pk, sk }) => found.get(`${pk} ${sk}`) ?? []);
    },
  };
}

async function reported<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw fromAwsError(cause, what);
  }
}

async function conditional(what: string, call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (cause) {
    if (cause instanceof ConditionalCheckFailedException) return false;
    throw fromAwsError(cause, what);
  }
}

function expressionOf(condition: Condition | undefined) {
  if (condition === undefined) return {};
  if (condition === 'absent') {
    return {
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': 'pk' },
    };
  }
  return {
    ConditionExpression: '#a = :a',
    ExpressionAttributeNames: { '#a': condition.attribute },
    ExpressionAttributeValues: toAttributeMap({ ':a': condition.equals }),
  };
}

function keyOf({ pk, sk }: ItemKey): StoredItem {
  return { pk: { S: pk }, sk: { S: sk } };
}

function keyFrom(stored: StoredItem): ItemKey {
  return { pk: stored['pk']?.S ?? '', sk: stored['sk']?.S ?? '' };
}

function fromStored(stored: StoredItem): Item {
  const { pk: _pk, sk: _sk, data, ...attributes } = stored;
  const entries = Object.entries(attributes).map(([name, value]) => [name, fromAttributeValue(value)]);
  return { ...keyFrom(stored), data: fromAttributeValue(data), attributes: Object.fromEntries(entries) };
}
