import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids that sort by the clock's time, and within a millisecond by the order in which they were made
 * (https://github.com/ulid/spec). By WebCrypto: the ulid package loads Node's crypto when a process starts.
 */
export function createUlidIds(clock: Clock): Ids {
  let last = { time: -1, random: 0n };
  return {
    next: (prefix) => {
      const time = Math.max(clock.now().getTime(), last.time);
      last = { time, random: time === last.time ? last.random + 1n : randomBits() };
      return `${prefix}_${base32(BigInt(time), 10)}${base32(last.random, 16)}`;
    },
  };
}

/** 79 bits, so that counting up within a millisecond cannot overflow 80. */
function randomBits(): bigint {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  return bytes.reduce((bits, byte) => (bits << 8n) | BigInt(byte), 0n) >> 1n;
}

function base32(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest >>= 5n)
    text = (alphabet[Number(rest & 31n)] ?? '0') + text;
  return text;
}
