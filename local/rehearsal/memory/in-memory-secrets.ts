import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import type { Secrets } from '../../../lambdas/ports/secrets.ts';

export function createInMemorySecrets(values: Readonly<Record<string, string>>): Secrets {
  return {
    read: async (name) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (!value) throw new ConfigurationError(`The secret ${name} is missing or empty`);
      return value;
    },
  };
}
