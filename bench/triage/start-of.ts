import { hashText, unit } from '../../local/world/chance/noise.ts';

/** Some moment of a fortnight: the traffic's rhythm and the weekday are part of the variant. Epoch milliseconds. */
export function startOf(name: string, seed: number): number {
  const seconds = Math.floor(unit(hashText(`${name}|start`), seed) * 14 * 86_400);
  return Date.UTC(2026, 10, 2) + seconds * 1000;
}
