/** Variants from the first to the last, both included. */
export interface SeedRange {
  readonly first: number;
  readonly last: number;
}

const mostSeeds = 10_000;

/** Reads `1-40` or `7`. Throws for anything else. */
export function parseSeeds(text: string): SeedRange {
  const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text.trim()) ?? [];
  const range = { first: Number(from), last: Number(to) };
  if (from === undefined || range.first > range.last || range.last - range.first >= mostSeeds) {
    throw new RangeError(`--seeds takes A-B with A at most B, or one number, not "${text}"`);
  }
  return range;
}

export function seedsOf({ first, last }: SeedRange): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
