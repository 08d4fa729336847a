import type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type AttributeMap = Record<string, AttributeValue>;

/** DynamoDB numbers reach from 1E-130 to 9.9E+125; what is smaller is nothing, in any unit we measure. */
const smallestNumber = 1e-130;

/** JSON as a DynamoDB value. `undefined` members vanish, as in JSON. */
export function toAttributeValue(value: unknown): AttributeValue {
  if (value === null || value === undefined) return { NULL: true };
  if (typeof value === 'string') return { S: value.toWellFormed() };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number') return numberValue(value);
  if (Array.isArray(value)) return { L: value.map(toAttributeValue) };
  if (typeof value === 'object') return { M: toAttributeMap(value) };
  throw new TypeError(`A ${typeof value} cannot be stored`);
}

export function toAttributeMap(value: object): AttributeMap {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toAttributeValue(member)]));
}

export function fromAttributeValue(value: AttributeValue | undefined): unknown {
  if (value === undefined || value.NULL === true) return null;
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.L !== undefined) return value.L.map(fromAttributeValue);
  if (value.M !== undefined) {
    return Object.fromEntries(
      Object.entries(value.M).map(([name, member]) => [name, fromAttributeValue(member)]),
    );
  }
  throw new TypeError('Stored in a type that Firebreak never writes');
}

function numberValue(value: number): AttributeValue {
  if (Number.isFinite(value)) return { N: Math.abs(value) < smallestNumber ? '0' : String(value) };
  return { NULL: true };
}
