import { ConfigurationError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Secrets } from '../../../ports/secrets.ts';

const keptMilliseconds = 5 * 60 * 1000;

/**
 * Keeps each value for five minutes, so that a rotation is seen soon and a storm costs one call. `fetchSecret` gives null for a secret
 * that does not exist. Rejects with ConfigurationError when there is no value.
 */
export function createKeptSecrets(
  clock: Clock,
  fetchSecret: (name: string) => Promise<string | null>,
): Secrets {
  const kept = new Map<string, { readonly value: string; readonly until: number }>();
  return {
    async read(name) {
      const now = clock.now().getTime();
      const known = kept.get(name);
      if (known !== undefined && known.until > now) return known.value;
      const value = await fetchSecret(name);
      if (value === null) throw new ConfigurationError(`The secret ${name} does not exist`);
      if (value === '') throw new ConfigurationError(`The secret ${name} is empty`);
      kept.set(name, { value, until: now + keptMilliseconds });
      return value;
    },
  };
}
