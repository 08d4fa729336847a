/** A text as a 32-bit number. FNV-1a. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** A repeatable number in [0, 1) for a key and a counter. MurmurHash3's finalizer. */
export function unit(key: number, counter: number): number {
  let hash = Math.imul(key ^ Math.imul(counter | 0, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 15)) >>> 0) / 0x1_0000_0000;
}

/** Around 1, at most `spread` away, each counter for itself. */
export function jitter(key: number, counter: number, spread: number): number {
  return 1 + spread * (2 * unit(key, counter) - 1);
}

/** Around 1, at most `spread` away, wandering slowly: it turns every `length` counters. */
export function wander(key: number, counter: number, length: number, spread: number): number {
  const turn = Math.floor(counter / length);
  const part = counter / length - turn;
  const value = unit(key, turn) * (1 - part) + unit(key, turn + 1) * part;
  return 1 + spread * (2 * value - 1);
}

/** A count that is `mean` on average and scatters as independent events do (Poisson); `at` in [0, 1) picks it. */
export function countAround(mean: number, at: number): number {
  if (mean <= 0) return 0;
  if (mean > 60) {
    // The logistic distribution is close enough to the normal one that a Poisson of this size is.
    const inside = Math.min(Math.max(at, 1e-4), 1 - 1e-4);
    return Math.max(0, Math.round(mean + (Math.sqrt(mean) * Math.log(inside / (1 - inside))) / 1.702));
  }
  let probability = Math.exp(-mean);
  let sum = probability;
  let count = 0;
  while (at > sum && count < 200) {
    count += 1;
    probability *= mean / count;
    sum += probability;
  }
  return count;
}
