import type { TaskPattern, TaskResource } from './machine.ts';

const LAMBDA_ARN = /^arn:aws[\w-]*:lambda:[\w-]*:\d*:function:.+$/;
const ACTIVITY_ARN = /^arn:aws[\w-]*:states:[\w-]+:\d+:activity:.+$/;
const SERVICE_ARN = /^arn:aws[\w-]*:states:[^:]*:[^:]*:((?:aws-sdk:)?[\w-]+):([\w-]+)(?:\.([\w:]+))?$/;

/** What a Task's `Resource` asks for, or undefined when it is no resource ARN. */
export function parseResource(arn: string): TaskResource | undefined {
  if (LAMBDA_ARN.test(arn)) return { kind: 'lambda', arn, pattern: 'request-response' };
  if (ACTIVITY_ARN.test(arn)) return { kind: 'activity', arn, pattern: 'wait-for-task-token' };
  const [, resourceType, action, suffix] = SERVICE_ARN.exec(arn) ?? [];
  if (resourceType === undefined || action === undefined) return undefined;
  const pattern = parsePattern(suffix);
  if (pattern === undefined) return undefined;
  const resource = suffix === undefined ? action : `${action}.${suffix}`;
  return { kind: 'service', arn, pattern, resourceType, resource };
}

function parsePattern(suffix: string | undefined): TaskPattern | undefined {
  if (suffix === undefined) return 'request-response';
  if (suffix === 'waitForTaskToken') return 'wait-for-task-token';
  return suffix === 'sync' || /^sync:\d+$/.test(suffix) ? 'sync' : undefined;
}
