import { createHash } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID whose random half is made of `parts`: whoever repeats the work finds the same id. `at` is ISO 8601. */
export function deterministicUlid(at: string, ...parts: readonly string[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  const random = BigInt(`0x${digest.subarray(0, 10).toString('hex')}`);
  return base32(BigInt(Math.max(0, Date.parse(at) || 0)), 10) + base32(random, 16);
}

function base32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n)
    text = (alphabet[Number(rest & 31n)] ?? '0') + text;
  return text;
}
