import {
  BatchGetItemCommand,
  type BatchGetItemCommandOutput,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { WriteConflictError } from '../../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../../ports/aws-clients.ts';
import type { AttributeMap } from './attribute-value.ts';
import {
  type Condition,
  expressionOf,
  type Item,
  type ItemKey,
  itemOf,
  keyOf,
  storedItem,
  storedKey,
} from './table-item.ts';
import type { incidentTable } from './table-schema.ts';

export interface IndexQuery {
  readonly index: (typeof incidentTable.indexes)[keyof typeof incidentTable.indexes];
  readonly partition: string;
  /** Exclusive upper bound of the sort key: where the previous page ended. */
  readonly before: string | null;
  /** Exclusive lower bound; not together with `before`. */
  readonly after?: string;
  /** Left out: all. */
  readonly limit?: number;
}

/** The single-item operations that the stores are made of. Reads are strongly consistent, but for the indexes. */
export interface DynamodbTable {
  /** False when the condition does not hold: nothing was written. */
  put(item: Item, condition?: Condition): Promise<boolean>;
  read(key: ItemKey): Promise<Item | null>;
  /** False when the condition does not hold: nothing was deleted. */
  delete(key: ItemKey, condition: Condition): Promise<boolean>;
  /** In the order of their sort keys; only those whose sort key begins with `prefix`, and without bodies and attributes for `heads`. */
  readPartition(pk: string, part?: { prefix?: string; heads?: boolean }): Promise<readonly Item[]>;
  /** The items of a partition with the greatest sort keys, between two if told, greatest first: one page of 1 MB, and whether there are more. */
  readNewest(query: {
    pk: string;
    range?: { from: string; until: string };
    limit: number;
  }): Promise<{ items: readonly Item[]; isComplete: boolean }>;
  /** Greatest sort key first. */
  queryIndex(query: IndexQuery): Promise<readonly ItemKey[]>;
  /** How many keys the query would give. */
  countIndex(query: IndexQuery): Promise<number>;
  /** In the order of the keys; those that do not exist are left out. */
  readAll(keys: readonly ItemKey[]): Promise<readonly Item[]>;
}

/** The records in items. The table holds nothing but what the stores put there: shapes are taken on trust. */
export function recordsOf<T>(items: readonly Item[]): T[] {
  return items.map(({ data }) => data as T);
}

/** The condition of a record's write: version 1 creates it, later ones replace the one before. */
export function followsOn(version: number): Condition {
  return version === 1 ? 'absent' : { attribute: 'version', equals: version - 1 };
}

/**
 * Writes the version of a record that follows on the one that was read. Throws WriteConflictError with `conflict` where somebody else wrote
 * first.
 */
export async function saveVersion(
  table: DynamodbTable,
  {
    attributes = {},
    ...item
  }: ItemKey & { readonly data: { readonly version: number } } & Partial<Pick<Item, 'attributes'>>,
  conflict: string,
): Promise<void> {
  const { version } = item.data;
  const written = await table.put({ ...item, attributes: { version, ...attributes } }, followsOn(version));
  if (!written) throw new WriteConflictError(conflict);
}

export async function readRecord<T>(table: DynamodbTable, key: ItemKey): Promise<T | null> {
  const item = await table.read(key);
  return recordsOf<T>(item === null ? [] : [item])[0] ?? null;
}

/** Writes are sent again after a lost answer: use cases take it that a write which was reported as failed may have happened. */
export function createDynamodbTable(aws: AwsClients, tableName: string): DynamodbTable {
  const client = aws.get(DynamoDBClient);
  const TableName = tableName;
  const refused = ['ConditionalCheckFailedException'];

  return {
    async put(item, condition) {
      const command = new PutItemCommand({
        TableName,
        Item: storedItem(item),
        ...expressionOf(condition),
      });
      return (await orOnFault(client.send(command), refused, null)) !== null;
    },
    async read(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: storedKey(key), ConsistentRead: true }),
      );
      return Item === undefined ? null : itemOf(Item);
    },
    async delete(key, condition) {
      const command = new DeleteItemCommand({ TableName, Key: storedKey(key), ...expressionOf(condition) });
      return (await orOnFault(client.send(command), refused, null)) !== null;
    },
    async readPartition(pk, { prefix = '', heads = false } = {}) {
      const items: Item[] = [];
      let ExclusiveStartKey: AttributeMap | undefined;
      do {
        const page: QueryCommandOutput = await client.send(
          new QueryCommand({
            TableName,
            ConsistentRead: true,
            KeyConditionExpression: prefix === '' ? '#pk = :pk' : '#pk = :pk AND begins_with(#sk, :sk)',
            ...(heads ? { ProjectionExpression: '#pk, #sk, #json, #data' } : {}),
            ExpressionAttributeNames: {
              '#pk': 'pk',
              ...(prefix === '' ? {} : { '#sk': 'sk' }),
              ...(heads ? { '#sk': 'sk', '#json': 'json', '#data': 'data' } : {}),
            },
            ExpressionAttributeValues: {
              ':pk': { S: pk },
              ...(prefix === '' ? {} : { ':sk': { S: prefix } }),
            },
            ExclusiveStartKey,
          }),
        );
        items.push(...(page.Items ?? []).map(itemOf));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return items;
    },
    async readNewest({ pk, range, limit }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression:
            range === undefined ? '#pk = :pk' : '#pk = :pk AND #sk BETWEEN :from AND :until',
          ExpressionAttributeNames: { '#pk': 'pk', ...(range === undefined ? {} : { '#sk': 'sk' }) },
          ExpressionAttributeValues: {
            ':pk': { S: pk },
            ...(range === undefined ? {} : { ':from': { S: range.from }, ':until': { S: range.until } }),
          },
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return { items: Items.map(itemOf), isComplete: LastEvaluatedKey === undefined };
    },
    async queryIndex(query) {
      const { limit = Number.POSITIVE_INFINITY } = query;
      const keys: ItemKey[] = [];
      let ExclusiveStartKey: AttributeMap | undefined;
      do {
        const page: QueryCommandOutput = await client.send(
          new QueryCommand({ TableName, ...indexQuery(query), ExclusiveStartKey }),
        );
        keys.push(...(page.Items ?? []).map(keyOf));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined && keys.length < limit);
      return keys.slice(0, limit);
    },
    async countIndex(query) {
      const command = new QueryCommand({ TableName, ...indexQuery(query), Select: 'COUNT' });
      return (await client.send(command)).Count ?? 0;
    },
    async readAll(keys) {
      const found = new Map<string, Item>();
      let Keys = keys.map(storedKey);
      while (Keys.length > 0) {
        const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await client.send(
          new BatchGetItemCommand({
            RequestItems: { [TableName]: { Keys: Keys.slice(0, 100), ConsistentRead: true } },
          }),
        );
        for (const stored of Responses?.[TableName] ?? []) {
          const item = itemOf(stored);
          found.set(`${item.pk} ${item.sk}`, item);
        }
        Keys = [...Keys.slice(100), ...(UnprocessedKeys?.[TableName]?.Keys ?? [])];
      }
      return keys.flatMap(({ pk, sk }) => found.get(`${pk} ${sk}`) ?? []);
    },
  };
}

function indexQuery({ index, partition, before, after, limit }: IndexQuery) {
  const bound = before ?? after;
  return {
    IndexName: index.indexName,
    KeyConditionExpression:
      bound === undefined ? '#p = :p' : `#p = :p AND #s ${before === null ? '>' : '<'} :s`,
    ExpressionAttributeNames: {
      '#p': index.partitionKey,
      ...(bound === undefined ? {} : { '#s': index.sortKey }),
    },
    ExpressionAttributeValues: {
      ':p': { S: partition },
      ...(bound === undefined ? {} : { ':s': { S: bound } }),
    },
    ScanIndexForward: false,
    Limit: limit,
  };
}
