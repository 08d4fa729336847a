import { ConfigurationError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Secrets } from '../../../ports/secrets.ts';
import { keepValues } from './kept-values.ts';

/** `fetchSecret` gives null for a secret that does not exist. Rejects with ConfigurationError when there is no value. */
export function createKeptSecrets(
  clock: Clock,
  fetchSecret: (name: string) => Promise<string | null>,
): Secrets {
  return { read: keepValues(clock, async (name) => presentSecret(name, await fetchSecret(name))) };
}

export function presentSecret(name: string, value: string | null): string {
  if (value === null) throw new ConfigurationError(`The secret ${name} does not exist`);
  if (value === '') throw new ConfigurationError(`The secret ${name} is empty`);
  return value;
}
