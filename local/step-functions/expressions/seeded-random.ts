const MULTIPLIER = 0x5deece66dn;
const INCREMENT = 0xbn;
const MASK = (1n << 48n) - 1n;

/** The first number in [0, 1) that java.util.Random gives for a seed, which is what Step Functions answers with. */
export function seededRandom(seed: number): number {
  let state = (BigInt(Math.trunc(seed)) ^ MULTIPLIER) & MASK;
  const nextBits = (bits: bigint): bigint => {
    state = (state * MULTIPLIER + INCREMENT) & MASK;
    return state >> (48n - bits);
  };
  const high = nextBits(26n);
  return Number((high << 27n) + nextBits(27n)) / 2 ** 53;
}
