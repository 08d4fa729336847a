import { ConfigurationError } from '../../../domain/errors.ts';

/** Where host or environment variable differ from the signing name: `[host, variable suffix]`. */
const irregular: Readonly<Record<string, readonly [string, string]>> = {
  monitoring: ['monitoring', 'CLOUDWATCH'],
  logs: ['logs', 'CLOUDWATCH_LOGS'],
  ses: ['email', 'SESV2'],
  states: ['states', 'SFN'],
  secretsmanager: ['secretsmanager', 'SECRETS_MANAGER'],
  'application-autoscaling': ['application-autoscaling', 'APPLICATION_AUTO_SCALING'],
  autoscaling: ['autoscaling', 'AUTO_SCALING'],
};

type Variables = Readonly<Record<string, string | undefined>>;

/** Region of the process. Throws ConfigurationError when the environment has none. */
export function awsRegion(env: Variables): string {
  const region = env['AWS_REGION'] || env['AWS_DEFAULT_REGION'];
  if (!region) throw new ConfigurationError('The environment variable AWS_REGION is missing');
  return region;
}

/**
 * Base URL of a service by its signing name: `AWS_ENDPOINT_URL_<SERVICE>`, then `AWS_ENDPOINT_URL`, then AWS itself.
 * Names as in https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function awsEndpoint(service: string, env: Variables): string {
  const [host, suffix] = irregular[service] ?? [service, service.toUpperCase().replaceAll('-', '_')];
  const override = env[`AWS_ENDPOINT_URL_${suffix}`] || env['AWS_ENDPOINT_URL'];
  if (override) return override.replace(/\/+$/, '');
  const region = awsRegion(env);
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `https://${host}.${region}.${domain}`;
}
