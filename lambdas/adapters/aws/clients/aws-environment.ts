import { ConfigurationError } from '../../../domain/errors.ts';

export type Variables = Readonly<Record<string, string | undefined>>;

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Left out: not known, or none. */
  readonly expiration?: Date;
}

/** Region of the process. Throws ConfigurationError when the environment has none. */
export function awsRegion(env: Variables): string {
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  if (!region) throw new ConfigurationError('The environment variable AWS_REGION is missing');
  return region;
}

/** Throws ConfigurationError when the environment has none: no other place is looked at. */
export function awsCredentials(env: Variables): Credentials {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = env;
  if (!accessKeyId || !secretAccessKey) {
    throw new ConfigurationError(
      'The environment has no AWS credentials (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)',
    );
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

/**
 * Where a service is that is not at AWS, by its service id (`Secrets Manager`): `AWS_ENDPOINT_URL_<SERVICE>`, then
 * `AWS_ENDPOINT_URL`; null when neither is set. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointOverride(serviceId: string, env: Variables): string | null {
  const variable = `AWS_ENDPOINT_URL_${serviceId.toUpperCase().replaceAll(/[ -]/g, '_')}`;
  const url = env[variable] || env['AWS_ENDPOINT_URL'];
  return url ? url.replace(/\/+$/, '') : null;
}
