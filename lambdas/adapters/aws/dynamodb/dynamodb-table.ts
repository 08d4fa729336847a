import type { AwsCaller } from '../../../ports/aws-caller.ts';
import { errorOfFault } from '../clients/aws-error.ts';
import { createJsonService } from '../clients/json-service.ts';
import { type AttributeMap, fromAttributeValue, toAttributeMap } from './attribute-value.ts';
import { fromJsonText, toJsonText } from './json-text.ts';
import type { incidentTable } from './table-schema.ts';

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

export interface Item extends ItemKey {
  /** The record: plain JSON. */
  readonly data: unknown;
  /** What of the record is large and not always asked for: plain JSON. */
  readonly body?: unknown;
  /** For conditions and indexes. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Under which a write is done: the item does not exist yet, one of its attributes has this value, or either it is absent or that is less. */
export type Condition =
  | 'absent'
  | { readonly attribute: string; readonly equals: string | number }
  | { readonly attribute: string; readonly absentOrBelow: string };

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

/** The members of DynamoDB's answers that are read here. */
interface Output {
  readonly Item?: AttributeMap;
  readonly Items?: readonly AttributeMap[];
  readonly Count?: number;
  readonly LastEvaluatedKey?: AttributeMap;
  readonly Responses?: Readonly<Record<string, readonly AttributeMap[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, { readonly Keys?: readonly AttributeMap[] }>>;
}

/** The records in items. The table holds nothing but what the stores put there: shapes are taken on trust. */
export function recordsOf<T>(items: readonly Item[]): T[] {
  return items.map(({ data }) => data as T);
}

/** The condition of a record's write: version 1 creates it, later ones replace the one before. */
export function followsOn(version: number): Condition {
  return version === 1 ? 'absent' : { attribute: 'version', equals: version - 1 };
}

export async function readRecord<T>(table: DynamodbTable, key: ItemKey): Promise<T | null> {
  const item = await table.read(key);
  return recordsOf<T>(item === null ? [] : [item])[0] ?? null;
}

export function createDynamodbTable(aws: AwsCaller, tableName: string): DynamodbTable {
  const call = createJsonService(aws, { service: 'dynamodb', targetPrefix: 'DynamoDB_20120810' });
  const TableName = tableName;

  async function perform(operation: string, input: object, what: string): Promise<Output> {
    const response = await call(operation, input);
    if (!response.ok) throw errorOfFault(response.fault, what);
    return response.output;
  }

  async function performIf(operation: string, input: object, what: string): Promise<boolean> {
    const response = await call(operation, input);
    if (!response.ok && response.fault !== 'ConditionalCheckFailedException') {
      throw errorOfFault(response.fault, what);
    }
    return response.ok;
  }

  return {
    async put({ pk, sk, data, body, attributes }, condition) {
      const Item: AttributeMap = {
        ...toAttributeMap({ ...attributes, pk, sk }),
        json: { S: toJsonText(data) },
        ...(body === undefined ? {} : { body: { S: toJsonText(body) } }),
      };
      return performIf('PutItem', { TableName, Item, ...expressionOf(condition) }, 'Writing an item');
    },
    async read(key) {
      const { Item } = await perform(
        'GetItem',
        { TableName, Key: keyOf(key), ConsistentRead: true },
        'Reading an item',
      );
      return Item === undefined ? null : fromStored(Item);
    },
    async delete(key, condition) {
      return performIf(
        'DeleteItem',
        { TableName, Key: keyOf(key), ...expressionOf(condition) },
        'Deleting an item',
      );
    },
    async readPartition(pk, { prefix = '', heads = false } = {}) {
      const items: Item[] = [];
      let ExclusiveStartKey: AttributeMap | undefined;
      do {
        const page: Output = await perform(
          'Query',
          {
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
          },
          'Reading the items of a record',
        );
        items.push(...(page.Items ?? []).map(fromStored));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return items;
    },
    async readNewest({ pk, range, limit }) {
      const page = await perform(
        'Query',
        {
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
        },
        'Reading the newest items',
      );
      return {
        items: (page.Items ?? []).map(fromStored),
        isComplete: page.LastEvaluatedKey === undefined,
      };
    },
    async queryIndex(query) {
      const { limit = Number.POSITIVE_INFINITY } = query;
      const keys: ItemKey[] = [];
      let ExclusiveStartKey: AttributeMap | undefined;
      do {
        const input = { TableName, ...indexQuery(query), ExclusiveStartKey };
        const page: Output = await perform('Query', input, 'Listing incidents');
        keys.push(...(page.Items ?? []).map(keyFrom));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined && keys.length < limit);
      return keys.slice(0, limit);
    },
    async countIndex(query) {
      const input = { TableName, ...indexQuery(query), Select: 'COUNT' };
      return (await perform('Query', input, 'Counting incidents')).Count ?? 0;
    },
    async readAll(keys) {
      const found = new Map<string, Item>();
      let Keys = keys.map(keyOf);
      while (Keys.length > 0) {
        const response = await perform(
          'BatchGetItem',
          { RequestItems: { [TableName]: { Keys: Keys.slice(0, 100), ConsistentRead: true } } },
          'Reading items',
        );
        for (const stored of response.Responses?.[TableName] ?? []) {
          const item = fromStored(stored);
          found.set(`${item.pk} ${item.sk}`, item);
        }
        Keys = [...Keys.slice(100), ...(response.UnprocessedKeys?.[TableName]?.Keys ?? [])];
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

function expressionOf(condition: Condition | undefined) {
  if (condition === undefined) return {};
  if (condition === 'absent') {
    return {
      ConditionExpression: 'attribute_not_exists(#pk)',
      ExpressionAttributeNames: { '#pk': 'pk' },
    };
  }
  if ('absentOrBelow' in condition) {
    return {
      ConditionExpression: 'attribute_not_exists(#pk) OR #a < :a',
      ExpressionAttributeNames: { '#pk': 'pk', '#a': condition.attribute },
      ExpressionAttributeValues: toAttributeMap({ ':a': condition.absentOrBelow }),
    };
  }
  return {
    ConditionExpression: '#a = :a',
    ExpressionAttributeNames: { '#a': condition.attribute },
    ExpressionAttributeValues: toAttributeMap({ ':a': condition.equals }),
  };
}

function keyOf({ pk, sk }: ItemKey): AttributeMap {
  return { pk: { S: pk }, sk: { S: sk } };
}

function keyFrom(stored: AttributeMap): ItemKey {
  return { pk: stored['pk']?.S ?? '', sk: stored['sk']?.S ?? '' };
}

/** Earlier versions kept the record as a map, `data`. */
function fromStored(stored: AttributeMap): Item {
  const { pk: _pk, sk: _sk, json, body, data, ...attributes } = stored;
  const entries = Object.entries(attributes).map(([name, value]) => [name, fromAttributeValue(value)]);
  return {
    ...keyFrom(stored),
    data: json?.S === undefined ? fromAttributeValue(data) : fromJsonText(json.S),
    ...(body?.S === undefined ? {} : { body: fromJsonText(body.S) }),
    attributes: Object.fromEntries(entries),
  };
}
