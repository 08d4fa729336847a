import type { LocalRequest, LocalResponse } from '../../cloud/http/loopback-server.ts';
import { AwsFault } from './aws-fault.ts';
import type { ServiceContext, ServiceProtocol } from './aws-service.ts';

/** One request to a route, with the parameters of its path, decoded. */
export interface RestCall<State> extends ServiceContext<State> {
  readonly request: LocalRequest;
  parameter(name: string): string;
}

export interface RestRoute<State> {
  readonly operation: string;
  readonly method: string;
  /** Such as `/applications/{ApplicationId}/environments`. */
  readonly path: string;
  answer(call: RestCall<State>): LocalResponse;
}

/** AWS's REST-JSON: the operation is method and path. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export function restJson<State>(routes: readonly RestRoute<State>[]): ServiceProtocol<State> {
  const compiled = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  const find = ({ method, path }: LocalRequest) => {
    for (const { route, pattern } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null;
      if (match !== null) return { route, groups: match.groups ?? {} };
    }
    return null;
  };
  return {
    operationOf: (request) => find(request)?.route.operation ?? null,
    async answer(request, context) {
      const found = find(request);
      try {
        if (found === null) {
          throw new AwsFault(
            'UnknownOperationException',
            `${request.method} ${request.path} is not simulated.`,
            404,
          );
        }
        const { route, groups } = found;
        const parameter = (name: string) => decodeURIComponent(groups[name] ?? '');
        return route.answer({ ...context, request, parameter });
      } catch (error) {
        if (error instanceof AwsFault) return restFault(error);
        throw error;
      }
    },
  };
}

export function restResponse(status: number, body: object): LocalResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export function restFault({ type, message, status }: AwsFault): LocalResponse {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': type };
  return { status, headers, body: JSON.stringify({ Message: message }) };
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}/?$`);
}
