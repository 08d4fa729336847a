import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Log } from '../runtime/log/log.ts';
import type { Task } from '../runtime/middleware/task.ts';
import { repeatOnConflict } from '../use-cases/records/repeat-on-conflict.ts';
import { responseForError } from './error-status.ts';
import { type HttpRequest, toHttpRequest } from './http-request.ts';
import { errorResponse, type HttpResponse, toProxyResult } from './http-response.ts';

type HttpMethod = 'GET' | 'POST';

/** By method and resource as API Gateway writes it: `GET /v1/incidents/{id}`. */
export type HttpRoutes<Deps> = Readonly<
  Record<
    `${HttpMethod} /${string}`,
    (deps: Deps, request: HttpRequest, log: Log) => Promise<HttpResponse> | HttpResponse
  >
>;

/**
 * Answers API Gateway's REST proxy events. Errors become `{error: {code, message}}` without internals; a request is
 * logged by route and status only. `finish` sees each answer last. Needs neither Powertools nor the SDK.
 */
export function httpTask<Deps>(
  routes: HttpRoutes<Deps>,
  finish: (request: HttpRequest, answer: HttpResponse) => HttpResponse = (_, answer) => answer,
): Task<Deps, APIGatewayProxyEvent, APIGatewayProxyResult> {
  const byName = new Map(Object.entries(routes));
  const methodsOf = (resource: string): readonly string[] =>
    [...byName.keys()]
      .filter((name) => name.endsWith(` ${resource}`))
      .map((name) => name.split(' ')[0] ?? '');

  return {
    async run(deps, event, { log }) {
      // HEAD asks what GET would answer; the gateway leaves out the body.
      const name = `${event.httpMethod === 'HEAD' ? 'GET' : event.httpMethod} ${event.resource}`;
      const route = byName.get(name);
      if (route === undefined) return toProxyResult(unknownRoute(methodsOf(event.resource)));
      try {
        const request = toHttpRequest(event);
        const answer = await repeatOnConflict(async () => route(deps(), request, log));
        const response = finish(request, answer);
        log.info('Answered', { route: name, status: response.status });
        return toProxyResult(response);
      } catch (error) {
        const response = responseForError(error);
        const details = { route: name, status: response.status, error };
        if (response.status >= 500) log.error('Could not answer', details);
        else log.warn('Refused', details);
        return toProxyResult(response);
      }
    },
  };
}

function unknownRoute(methods: readonly string[]): HttpResponse {
  if (methods.length === 0) return errorResponse(404, 'route.unknown', 'There is no such page');
  const response = errorResponse(405, 'method.unknown', `This takes ${methods.join(' and ')} only`);
  return { ...response, headers: { ...response.headers, Allow: methods.join(', ') } };
}
