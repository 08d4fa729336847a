import { ApiError } from './api-error.ts';

/** Where the engine's resources pretend to be. */
export interface ArnScope {
  readonly region: string;
  readonly accountId: string;
}

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/** Refuses names with characters that Step Functions does not allow, or longer than 80. */
export function checkName(name: string): void {
  if (!NAME.test(name)) throw new ApiError('InvalidName', `Invalid Name: '${name}'`);
}

export function stateMachineArn({ region, accountId }: ArnScope, name: string): string {
  return `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
}

export function executionArn(machineArn: string, name: string): string {
  return `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}

export function checkStateMachineArn(arn: string): void {
  if (!/^arn:[\w-]+:states:[\w-]*:\d*:stateMachine:[^:]+$/.test(arn)) throw invalidArn(arn);
}

export function checkExecutionArn(arn: string): void {
  if (!/^arn:[\w-]+:states:[\w-]*:\d*:execution:[^:]+:[^:]+$/.test(arn)) throw invalidArn(arn);
}

export function checkRoleArn(arn: string): void {
  if (!/^arn:[\w-]+:iam::\d*:role\/.+$/.test(arn)) throw invalidArn(arn);
}

function invalidArn(arn: string): ApiError {
  return new ApiError('InvalidArn', `Invalid Arn: '${arn}'`);
}
