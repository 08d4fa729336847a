import { ConfigurationError } from '../../domain/errors.ts';

/**
 * Every environment variable that the functions read, and what it is. Stacks, the laptop and the docs are held to it; no function reads the
 * texts, so that they are in no bundle.
 */
export const environmentVariables = {
  FIREBREAK_STAGE: 'Name of the installation; part of the names of functions',
  TABLE_NAME: 'DynamoDB table of incidents',
  LEDGER_BUCKET: 'S3 bucket of the delivery ledger, and of deliveries that are too large for the queue',
  DOCUMENTS_BUCKET: 'S3 bucket of postmortems',
  EVIDENCE_KEY: 'KMS key that signs sealed records; optional',
  ALERTS_QUEUE_URL: 'SQS queue between receive-alert and correlate-alerts',
  STATE_MACHINE_ARN: 'The incident-response state machine',
  APPROVAL_KEY_SECRET: 'Secret from which approval links and match codes are derived',
  TOKEN_KEY_SECRET: 'Secret from which the encryption of stored task tokens is derived',
  LINK_KEY_SECRET: 'Secret from which personal links to incidents are derived',
  SESSION_KEY_SECRET:
    'Secret from which the encryption of sessions is derived; only with `signIn` in people.yaml',
  SIGN_IN_SECRET:
    'Secret with what the issuer gave Firebreak as its client secret; `{}` for a client without one',
  SOURCES_SECRET: 'Secret with the credentials of each source of alerts and changes, newest first',
  CONSOLE_URL: 'Base URL of pages and API, without a slash at the end',
  CONSOLE_ACCESS:
    '`signed-link`: pages show data only to a personal link; `open`: to everybody who can reach them',
  SCHEDULE_GROUP: 'EventBridge Scheduler group of the recovery checks',
  FUNCTION_ARN_PREFIX: 'What the ARN of each of its functions begins with: schedules call them',
  SCHEDULER_ROLE_ARN: 'Role with which the scheduler calls it',
  STEP_FUNCTIONS_CONSOLE_URL: 'Page of an execution, with {arn} in its place; optional',
  OUTBOUND_HTTP_URL:
    'On a laptop only: where requests to servers outside AWS are sent in their place; must be on 127.0.0.1',
  POLICY_PATH: 'Compiled policy; optional, the default is policy.json beside the bundle',
} as const;

export type EnvironmentVariable = keyof typeof environmentVariables;
export type Environment = Readonly<Record<string, string | undefined>>;

/** Throws ConfigurationError naming the variable when it is missing or empty. */
export function requiredVariable(env: Environment, name: EnvironmentVariable): string {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new ConfigurationError(
      `The environment variable ${name} is missing: docs/configuration.md says what it is`,
    );
  }
  return value;
}

/** One that a plug-in names. `fault` goes on from its name: why it is not there, and what to do. */
export function namedVariable(env: Environment, name: string, fault: string): string {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new ConfigurationError(`The environment variable ${name} ${fault}`);
  }
  return value;
}

export function optionalVariable(env: Environment, name: EnvironmentVariable): string | null {
  const value = env[name];
  return value === undefined || value === '' ? null : value;
}

/** Throws ConfigurationError naming the variable and its legal values. */
export function chosenVariable<Choice extends string>(
  env: Environment,
  name: EnvironmentVariable,
  choices: readonly Choice[],
): Choice {
  const value = requiredVariable(env, name);
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) {
    throw new ConfigurationError(`The environment variable ${name} must be one of ${choices.join(', ')}`);
  }
  return choice;
}

/** Base URL without a slash at the end, so that paths can be appended. Throws ConfigurationError. */
export function urlVariable(env: Environment, name: EnvironmentVariable): string {
  const value = requiredVariable(env, name);
  if (!URL.canParse(value)) throw new ConfigurationError(`The environment variable ${name} is not a URL`);
  return value.replace(/\/+$/, '');
}

export const consoleAccesses = ['signed-link', 'open'] as const;
export type ConsoleAccess = (typeof consoleAccesses)[number];
