import { type AttributeMap, fromAttributeValue, toAttributeMap } from './attribute-value.ts';
import { fromJsonText, toJsonText } from './json-text.ts';

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

/** Under which a write is done: the item does not exist yet, one of its attributes has this value, has it or is not there, or either the item is absent or that is less. */
export type Condition =
  | 'absent'
  | { readonly attribute: string; readonly equals: string | number }
  | { readonly attribute: string; readonly absentOrEquals: number }
  | { readonly attribute: string; readonly absentOrBelow: string };

/** An item as DynamoDB stores it. */
export function storedItem({ pk, sk, data, body, attributes }: Item): AttributeMap {
  return {
    ...toAttributeMap({ ...attributes, pk, sk }),
    json: { S: toJsonText(data) },
    ...(body === undefined ? {} : { body: { S: toJsonText(body) } }),
  };
}

/** Earlier versions kept the record as a map, `data`. */
export function itemOf(stored: AttributeMap): Item {
  const { pk: _pk, sk: _sk, json, body, data, ...attributes } = stored;
  const entries = Object.entries(attributes).map(([name, value]) => [name, fromAttributeValue(value)]);
  return {
    ...keyOf(stored),
    data: json?.S === undefined ? fromAttributeValue(data) : fromJsonText(json.S),
    ...(body?.S === undefined ? {} : { body: fromJsonText(body.S) }),
    attributes: Object.fromEntries(entries),
  };
}

export function storedKey({ pk, sk }: ItemKey): AttributeMap {
  return { pk: { S: pk }, sk: { S: sk } };
}

export function keyOf(stored: AttributeMap): ItemKey {
  return { pk: stored['pk']?.S ?? '', sk: stored['sk']?.S ?? '' };
}

/** A condition as an input of PutItem or DeleteItem has it. */
export function expressionOf(condition: Condition | undefined) {
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
  if ('absentOrEquals' in condition) {
    return {
      ConditionExpression: 'attribute_not_exists(#a) OR #a = :a',
      ExpressionAttributeNames: { '#a': condition.attribute },
      ExpressionAttributeValues: toAttributeMap({ ':a': condition.absentOrEquals }),
    };
  }
  return {
    ConditionExpression: '#a = :a',
    ExpressionAttributeNames: { '#a': condition.attribute },
    ExpressionAttributeValues: toAttributeMap({ ':a': condition.equals }),
  };
}
