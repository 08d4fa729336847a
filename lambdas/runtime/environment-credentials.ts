import { ConfigurationError } from '../domain/errors.ts';

/**
 * Stands in for the SDK's whole chain of credential providers in every bundle: in Lambda and on the laptop credentials
 * are in the environment. The name is the one that the clients import.
 */
export function defaultProvider() {
  return async () => {
    const accessKeyId = process.env['AWS_ACCESS_KEY_ID'];
    const secretAccessKey = process.env['AWS_SECRET_ACCESS_KEY'];
    const sessionToken = process.env['AWS_SESSION_TOKEN'];
    if (!accessKeyId || !secretAccessKey) {
      throw new ConfigurationError(
        'The environment has no AWS credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)',
      );
    }
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  };
}
