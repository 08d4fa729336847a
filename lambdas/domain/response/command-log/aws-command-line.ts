import { maskText } from '../../masking/mask-text.ts';
import { isSecretName } from '../../masking/secret-names.ts';
import { shellWord } from './shell-word.ts';

/** A call of the AWS SDK. */
export interface SdkCall {
  /** Such as `Application Auto Scaling`. */
  readonly serviceId: string;
  /** Such as `RegisterScalableTarget`. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly region: string;
  /** Of the AWS CLI; left out: the default one. */
  readonly profile?: string | undefined;
}

/** Where the CLI's name is not the service id in lower case with hyphens. https://docs.aws.amazon.com/cli/latest/reference/ */
const cliNames: Readonly<Record<string, string>> = {
  'API Gateway': 'apigateway',
  'Application Auto Scaling': 'application-autoscaling',
  'Auto Scaling': 'autoscaling',
  CodeDeploy: 'deploy',
  'Elastic Load Balancing v2': 'elbv2',
  EventBridge: 'events',
  SFN: 'stepfunctions',
  'Secrets Manager': 'secretsmanager',
};

/** Commands of the CLI that write their answer to a file, which is their last argument. */
const answersToFile: readonly string[] = ['lambda invoke', 'appconfig create-hosted-configuration-version'];
/** They read like secrets by their names, and are none: they make a repetition known, or name a secret. */
const harmlessNames = /^(client|clientrequest|lock|next)token$|^secretid$/i;
const readingOperation = /^(BatchGet|Describe|Get|Head|List|Query|Receive|Scan|Search)/;
const longestLine = 1000;

/** Whether a call can change anything. */
export function isChanging({ operation }: Pick<SdkCall, 'operation'>): boolean {
  return !readingOperation.test(operation);
}

/** The call as a command line of the AWS CLI; secrets are masked, and what is very long is cut. */
export function awsCommandLine({ serviceId, operation, input, region, profile }: SdkCall): string {
  const service = cliNames[serviceId] ?? serviceId.toLowerCase().replaceAll(' ', '-');
  const command = `${service} ${hyphenated(operation)}`;
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  const parts = [
    `aws ${command}`,
    ...given.map(([name, value]) => optionText(name, value)),
    ...(given.some(([, value]) => value instanceof Uint8Array)
      ? ['--cli-binary-format raw-in-base64-out']
      : []),
    `--region ${shellWord(region)}`,
    ...(profile === undefined ? [] : [`--profile ${shellWord(profile)}`]),
    ...(answersToFile.includes(command) ? ['/dev/stdout'] : []),
  ];
  const line = parts.join(' ');
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)} …`;
}

/** As the CLI names members of the API: `DBClusterIdentifier` becomes `db-cluster-identifier`. */
function hyphenated(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}

function optionText(name: string, value: unknown): string {
  const option = hyphenated(name);
  if (typeof value === 'boolean') return value ? `--${option}` : `--no-${option}`;
  if (isSecret(name)) return `--${option} '<secret>'`;
  const isList = Array.isArray(value) && value.every((each) => typeof each !== 'object');
  const words = isList ? value.map((each) => valueText(each)) : [valueText(value)];
  return `--${option} ${words.map(shellWord).join(' ')}`;
}

function valueText(value: unknown): string {
  if (value instanceof Uint8Array) return maskText(new TextDecoder().decode(value));
  if (typeof value === 'object') return maskText(JSON.stringify(value, masked));
  return maskText(typeof value === 'string' ? value : JSON.stringify(value));
}

function masked(name: string, value: unknown): unknown {
  return isSecret(name) && typeof value !== 'object' ? '<secret>' : value;
}

function isSecret(name: string): boolean {
  return isSecretName(name) && !harmlessNames.test(name);
}
