import { createHash } from 'node:crypto';

/** What every secret of the simulated account has in its value, so that a leak is found. */
export const secretOfAccount = 'simulated-secret';

/** The value of a version, if the scenario does not tell it; the same in every run. */
export function secretValue(
  { name, value }: { readonly name: string; readonly value?: string | undefined },
  version: string,
): string {
  if (value !== undefined) return value;
  const hash = createHash('sha256').update(`${name}:${version}`).digest('hex');
  return `${secretOfAccount}-${hash.slice(0, 16)}`;
}
