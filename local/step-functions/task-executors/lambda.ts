import { TaskError } from '../values/failure.ts';
import { isJsonObject, type Json } from '../values/json.ts';
import { sdkMetadata } from './sdk-metadata.ts';

/** What a function answers: its result, or the error that it threw. */
export type LambdaResponse =
  | { readonly payload: Json }
  | {
      readonly functionError: {
        readonly errorType: string;
        readonly errorMessage: string;
        readonly trace?: readonly string[];
      };
    };

/** Invokes a function by its name and waits for the answer. */
export type InvokeLambda = (functionName: string, payload: Json) => Promise<LambdaResponse>;

/** A Lambda ARN as a resource: the result is the function's own. Throws TaskError named after what it threw. */
export async function invokeFunction(arn: string, payload: Json, invokeLambda: InvokeLambda): Promise<Json> {
  return payloadOf(await invokeLambda(functionNameOf(arn), payload));
}

/** `lambda:invoke`: the result is the Invoke API's response. */
export async function invokeFunctionAsService(
  taskArguments: Json,
  invokeLambda: InvokeLambda,
): Promise<Json> {
  const { FunctionName: name, Payload: payload = {} } = isJsonObject(taskArguments) ? taskArguments : {};
  if (typeof name !== 'string')
    throw new TaskError('States.Runtime', "lambda:invoke needs the argument 'FunctionName'");
  const result = payloadOf(await invokeLambda(functionNameOf(name), payload));
  return { ExecutedVersion: '$LATEST', Payload: result, StatusCode: 200, ...sdkMetadata() };
}

function payloadOf(response: LambdaResponse): Json {
  if ('payload' in response) return response.payload;
  const { errorType } = response.functionError;
  throw new TaskError(errorType, JSON.stringify(response.functionError));
}

/** The bare name out of a name, a partial ARN or an ARN, without alias or version. */
function functionNameOf(nameOrArn: string): string {
  const [, name] = /(?:^|:function:)([^:]+)(?::[^:]+)?$/.exec(nameOrArn) ?? [];
  return name ?? nameOrArn;
}
