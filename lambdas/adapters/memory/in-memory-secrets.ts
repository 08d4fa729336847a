import { ConfigurationError } from '../../domain/errors.ts';
import type { Secrets } from '../../ports/secrets.ts';

export function createInMemorySecrets(values: Readonly<Record<string, string>>): Secrets {
  return {
    read: async (name) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (!value) throw new ConfigurationError(`The secret ${name} is missing or empty`);
      return value;
    },
  };
}
