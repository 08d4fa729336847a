import { roleName } from '../../lambdas/domain/locations/location-role.ts';

/**
 * Names that are fixed before anything is deployed. Functions and the state machine refer to each other, so their ARNs
 * are made from these names instead of from each other's resources.
 */
export interface ResourceNames {
  /** `firebreak-<stage>-`: what every name begins with. */
  readonly prefix: string;
  readonly stateMachine: string;
  readonly scheduleGroup: string;
  function(name: string): string;
  secret(name: string): string;
  /** Of a function that has roles in other accounts. Names of roles are the account's, whatever the Region. */
  role(name: string, region: string): string;
}

/** Every stage's names begin with it. */
export const ownPrefix = 'firebreak-';

/** With the name of the longest action, a function's name has the 64 characters that AWS allows. */
export const stagePattern = /^[a-z][a-z0-9-]{0,11}$/;

export function resourceNames(stage: string): ResourceNames {
  const prefix = `${ownPrefix}${stage}-`;
  return {
    prefix,
    stateMachine: `${prefix}incident-response`,
    scheduleGroup: `${prefix}checks`,
    function: (name) => `${prefix}${name}`,
    secret: (name) => `firebreak/${stage}/${name}`,
    role: (name, region) => roleName(`${ownPrefix}${stage}`, region, name),
  };
}

/** `CHAT_SECRET` is the secret `firebreak/<stage>/chat`: the end of its name. */
export function channelSecretName(variable: string): string {
  return variable
    .toLowerCase()
    .replace(/_secret$/, '')
    .replaceAll('_', '-');
}

/** `watch-recovery` → `WatchRecovery`: the handler's name as a construct and in the state machine. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
