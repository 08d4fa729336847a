import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;
const randomLength = 16;

/**
 * Ids that sort by the clock's time, and within a millisecond by the order in which they were made
 * (https://github.com/ulid/spec). By WebCrypto: the ulid package loads Node's crypto when a process starts.
 */
export function createUlidIds(clock: Clock): Ids {
  let lastTime = -1;
  let timeText = '';
  const random = new Uint8Array(randomLength);
  return {
    next: (prefix) => {
      const time = Math.max(clock.now().getTime(), lastTime);
      if (time === lastTime) {
        countUp(random);
      } else {
        fillAtRandom(random);
        lastTime = time;
        timeText = base32(time);
      }
      let text = `${prefix}_${timeText}`;
      for (const digit of random) text += alphabet.charAt(digit);
      return text;
    },
  };
}

/** 79 bits as digits of five, so that counting up within a millisecond cannot overflow 80. */
function fillAtRandom(digits: Uint8Array): void {
  if (poolPlace === pool.length) {
    crypto.getRandomValues(pool);
    poolPlace = 0;
  }
  for (let place = 0; place < digits.length; place += 1) {
    digits[place] = (pool[poolPlace] ?? 0) & (place === 0 ? 15 : 31);
    poolPlace += 1;
  }
}

/** Random bytes are asked for some ids at once: each asking costs more than all the rest of an id. */
const pool = new Uint8Array(randomLength * 64);
let poolPlace = pool.length;

function countUp(digits: Uint8Array): void {
  let place = digits.length - 1;
  for (; digits[place] === 31 && place > 0; place -= 1) digits[place] = 0;
  digits[place] = (digits[place] ?? 0) + 1;
}

function base32(time: number): string {
  let text = '';
  for (let rest = time; text.length < timeLength; rest = Math.floor(rest / 32))
    text = alphabet.charAt(rest % 32) + text;
  return text;
}
