import type { Location } from '../records/resource.ts';

type Where = Pick<Location, 'account' | 'region'>;

const suffix = /@(?:(?<account>\d{12})\/)?[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;

/** `lambda-alias:checkout:live@444455556666/eu-central-1`: two resources of one name in two locations have two keys. */
export function keyAt(key: string, { account, region }: Where): string {
  return `${key}@${account === undefined ? '' : `${account}/`}${region}`;
}

/** The key without its location. */
export function keyWithoutLocation(key: string): string {
  return key.replace(suffix, '');
}

/** The other account that a key tells of; null: Firebreak's own. */
export function accountOfKey(key: string): string | null {
  return suffix.exec(key)?.groups?.['account'] ?? null;
}

export function isLocated(key: string): boolean {
  return suffix.test(key);
}
