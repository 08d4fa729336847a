import type { Template } from '../expressions/template.ts';
import type { FieldReader } from './field-reader.ts';
import type { TaskState } from './machine.ts';
import { AFTER_RESULT, parseFlow } from './parse-flow.ts';
import { parseRecovery } from './parse-recovery.ts';
import { parseResource } from './parse-resource.ts';
import type { StateContext } from './state-context.ts';

/** Reads a Task state. */
export function parseTask(name: string, fields: FieldReader, context: StateContext): TaskState | undefined {
  const { compiler } = context;
  const arn = fields.string('Resource');
  const task = {
    arguments: fields.template('Arguments', compiler),
    timeoutSeconds: parseSeconds(fields, 'TimeoutSeconds', context),
    heartbeatSeconds: parseSeconds(fields, 'HeartbeatSeconds', context),
    ...parseFlow(fields, compiler, AFTER_RESULT),
    ...parseRecovery(fields, compiler),
  };
  if (!fields.require('Resource') || arn === undefined) return undefined;
  const resource = parseResource(arn);
  if (resource === undefined) {
    fields.problem('Resource', `Value is not a valid resource ARN: ${arn}`);
    return undefined;
  }
  const refusal = context.refuseResource(arn);
  if (refusal !== undefined) fields.problem('Resource', refusal);
  checkHeartbeat(fields, task.timeoutSeconds, task.heartbeatSeconds);
  return { type: 'Task', name, resource, ...task };
}

/** A positive whole number, or an expression for one. */
function parseSeconds(fields: FieldReader, field: string, { compiler }: StateContext): Template | undefined {
  const template = fields.template(field, compiler);
  if (template?.kind === 'constant') fields.number(field, 1);
  return template;
}

function checkHeartbeat(
  fields: FieldReader,
  timeout: Template | undefined,
  heartbeat: Template | undefined,
): void {
  if (timeout?.kind !== 'constant' || heartbeat?.kind !== 'constant') return;
  if (
    typeof timeout.value === 'number' &&
    typeof heartbeat.value === 'number' &&
    heartbeat.value >= timeout.value
  ) {
    fields.problem('HeartbeatSeconds', "'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'");
  }
}
