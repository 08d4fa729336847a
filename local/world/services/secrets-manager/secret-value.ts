import { createHash } from 'node:crypto';

/** What every secret of the simulated account has in its value, so that a leak is found. */
export const secretOfAccount = 'simulated-secret';

/** The value of a version; the same in every run. */
export function secretValue(name: string, version: string): string {
  const hash = createHash('sha256').update(`${name}:${version}`).digest('hex');
  return `${secretOfAccount}-${hash.slice(0, 16)}`;
}
