import { parseResource } from '../definition/parse-resource.ts';
import { TaskError } from '../values/failure.ts';
import type { Json } from '../values/json.ts';
import type { InvokeTask, TaskRequest } from '../values/task-request.ts';
import { callJsonService } from './json-service.ts';
import { type InvokeLambda, invokeFunction, invokeFunctionAsService } from './lambda.ts';
import { findService } from './services.ts';

export interface TaskExecutorOptions {
  readonly invokeLambda: InvokeLambda;
  /** Base URLs of local servers by service: `sqs`, `dynamodb`, `sfn`, `secretsmanager`, `ssm`, `eventbridge`. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/** An executor, and which resources it refuses: both go into the engine's options. */
export interface TaskExecutor {
  readonly invokeTask: InvokeTask;
  readonly refuseResource: (arn: string) => string | undefined;
}

/** Does tasks on local servers: Lambda functions by the given function, AWS services by their JSON protocols. */
export function createTaskExecutor(options: TaskExecutorOptions): TaskExecutor {
  return {
    invokeTask: (request) => invoke(request, options),
    refuseResource: (arn) => refuse(arn, options),
  };
}

async function invoke(request: TaskRequest, { invokeLambda, endpoints }: TaskExecutorOptions): Promise<Json> {
  const resource = parseResource(request.resource);
  if (resource?.kind === 'lambda') return invokeFunction(resource.arn, request.arguments, invokeLambda);
  if (resource?.kind !== 'service') throw new TaskError('States.Runtime', `cannot run ${request.resource}`);
  const [action = ''] = resource.resource.split('.');
  if (resource.resourceType === 'lambda') return invokeFunctionAsService(request.arguments, invokeLambda);
  const service = findService(resource.resourceType);
  const endpoint = service === undefined ? undefined : endpoints[service.endpoint];
  if (service === undefined || endpoint === undefined)
    throw new TaskError('States.Runtime', `no server for ${request.resource}`);
  return callJsonService(service, endpoint, action, request.arguments, request.signal);
}

function refuse(arn: string, { endpoints }: TaskExecutorOptions): string | undefined {
  const resource = parseResource(arn);
  if (resource?.kind === 'lambda') return undefined;
  if (resource?.kind !== 'service') return `The resource ${arn} is not implemented`;
  if (resource.pattern === 'sync') return `The integration pattern of ${arn} is not implemented`;
  if (resource.resourceType === 'lambda') {
    const isInvoke = resource.resource === 'invoke' || resource.resource === 'invoke.waitForTaskToken';
    return isInvoke ? undefined : `The resource ${arn} is not implemented`;
  }
  const service = findService(resource.resourceType);
  if (service === undefined) return `The service of ${arn} is not implemented`;
  return endpoints[service.endpoint] === undefined
    ? `No endpoint is configured for ${service.endpoint}`
    : undefined;
}
