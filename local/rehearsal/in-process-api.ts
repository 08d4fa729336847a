import { httpHandlers } from '../../lambdas/handlers/table/http-handlers.ts';
import type { InvokeLambda } from '../step-functions/task-executors/lambda.ts';
import { isJsonObject, type JsonObject } from '../step-functions/values/json.ts';

export interface ApiRequest {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
}

/** API Gateway in this process: a request by its route, the JSON body of the response. Rejects what is answered with an error. */
export function createInProcessApi(invoke: InvokeLambda) {
  return async (route: `${'GET' | 'POST'} /${string}`, request: ApiRequest = {}): Promise<JsonObject> => {
    const [method = '', resource = ''] = route.split(' ');
    const handler = httpHandlers.find(
      ({ trigger }) =>
        trigger.kind === 'http' &&
        trigger.routes.some((each) => each.method === method && each.path === resource),
    );
    if (handler === undefined) throw new Error(`There is no route ${route}`);
    const result = await invoke(handler.name, {
      httpMethod: method,
      resource,
      path: resource,
      pathParameters: { ...request.parameters },
      headers: {},
      body: JSON.stringify(request.body ?? {}),
      isBase64Encoded: false,
    });
    if ('functionError' in result) throw new Error(result.functionError.errorMessage);
    const { statusCode, body } = isJsonObject(result.payload) ? result.payload : {};
    const answer: JsonObject = JSON.parse(typeof body === 'string' ? body : '{}');
    if (Number(statusCode) >= 400) throw new Error(JSON.stringify(answer['error']));
    return answer;
  };
}
