import { channelSetups } from '../../../lambdas/channels/index.ts';
import type { Capability } from '../../../lambdas/handlers/table/handler.ts';
import type { EnvironmentVariable } from '../../../lambdas/runtime/env/env.ts';
import { statusPages } from '../../../lambdas/status-pages/index.ts';
import { trackers } from '../../../lambdas/trackers/index.ts';
import type { FunctionSpec } from '../../../lib/functions/function-spec.ts';

/** What each capability names in the environment, as the stack's grants do. */
const variables: Readonly<Record<Capability, readonly string[]>> = {
  'read-incidents': ['TABLE_NAME'],
  'write-incidents': ['TABLE_NAME'],
  'list-incidents': ['TABLE_NAME'],
  'write-ledger': ['LEDGER_BUCKET'],
  'keep-large-deliveries': ['LEDGER_BUCKET'],
  'redeem-claim-checks': ['LEDGER_BUCKET'],
  'replay-deliveries': ['LEDGER_BUCKET', 'ALERTS_QUEUE_URL'],
  'delay-alerts': ['ALERTS_QUEUE_URL'],
  'read-documents': ['DOCUMENTS_BUCKET'],
  'write-documents': ['DOCUMENTS_BUCKET'],
  'send-alerts': ['ALERTS_QUEUE_URL'],
  'start-workflow': ['STATE_MACHINE_ARN'],
  'answer-workflow': ['STATE_MACHINE_ARN'],
  'read-approvals': [],
  'write-approvals': [],
  'release-locks': [],
  'reconcile-workflow': ['STATE_MACHINE_ARN'],
  'read-approval-key': ['APPROVAL_KEY_SECRET'],
  'read-token-key': ['TOKEN_KEY_SECRET'],
  'read-link-key': ['LINK_KEY_SECRET'],
  'read-session-key': ['SESSION_KEY_SECRET'],
  'read-sign-in-secret': ['SIGN_IN_SECRET'],
  'read-sources-secret': ['SOURCES_SECRET'],
  'record-changes': ['TABLE_NAME'],
  notify: channelSetups.flatMap(({ env, secrets }) => [...Object.keys(env), ...Object.keys(secrets)]),
  'look-at-channels': [],
  'record-sign-ins': ['TABLE_NAME'],
  'read-sign-ins': ['TABLE_NAME'],
  'file-tickets': trackers.flatMap(({ secrets }) => Object.keys(secrets)),
  'publish-status': statusPages.flatMap(({ secrets }) => Object.keys(secrets)),
  'sign-records': ['EVIDENCE_KEY'],
  'schedule-checks': ['SCHEDULE_GROUP', 'FUNCTION_ARN_PREFIX', 'SCHEDULER_ROLE_ARN'],
  'end-checks': ['SCHEDULE_GROUP', 'FUNCTION_ARN_PREFIX', 'SCHEDULER_ROLE_ARN'],
  'read-metrics': [],
  'confirm-subscriptions': [],
  'identify-callers': ['CONSOLE_ACCESS', 'CONSOLE_URL'],
  'link-to-console': ['CONSOLE_URL', 'CONSOLE_ACCESS'],
  'link-to-execution': ['STEP_FUNCTIONS_CONSOLE_URL'],
};

/** Those of Firebreak itself, and those of the channels. */
export type LocalVariables = Readonly<Partial<Record<EnvironmentVariable, string>> & Record<string, string>>;

/** The account that Firebreak looks after: where its services are. */
export interface UserAccount {
  /** `AWS_ENDPOINT_URL_*`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Which of them a service has, by the prefix of its permissions, such as `sqs`. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * A service that both Firebreak and its user have, such as SQS, is the user's for a function whose role names something of the user's
 * there.
 */
export function endpointsOfUser(
  { statements, elsewhere }: Pick<FunctionSpec, 'statements' | 'elsewhere'>,
  { endpoints, variables }: UserAccount,
): Readonly<Record<string, string>> {
  const all = [...statements, ...elsewhere.flatMap((each) => each.statements)];
  const prefixes = new Set(all.flatMap(({ actions }) => actions.map((name) => name.split(':')[0] ?? '')));
  return Object.fromEntries(
    [...prefixes].flatMap((prefix) => {
      const variable = variables[prefix];
      const url = variable === undefined ? undefined : endpoints[variable];
      return variable === undefined || url === undefined ? [] : [[variable, url]];
    }),
  );
}

/** A function sees what its capabilities name and no more: what it lacks on AWS, it lacks here. */
export function functionEnvironment(
  spec: FunctionSpec,
  values: LocalVariables,
  endpoints: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const named = spec.capabilities
    .flatMap((capability) => variables[capability])
    .flatMap((name): [string, string][] => {
      const value = values[name];
      return value === undefined ? [] : [[name, value]];
    });
  return {
    ...Object.fromEntries(named),
    ...endpoints,
    FIREBREAK_STAGE: values.FIREBREAK_STAGE ?? 'local',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    POWERTOOLS_SERVICE_NAME: spec.name,
    NODE_ENV: 'production',
  };
}
