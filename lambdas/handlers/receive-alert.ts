import { createSnsCertificates } from '../adapters/aws/sns-certificates.ts';
import { sourcesByName } from '../adapters/sources/index.ts';
import { buildAlertQueue, buildSecrets } from '../runtime/build-services.ts';
import { requiredVariable } from '../runtime/env.ts';
import { httpEndpoint } from '../runtime/http-endpoint.ts';
import type { HttpRequest } from '../runtime/http-request.ts';
import { jsonResponse } from '../runtime/http-response.ts';
import { createSmallLog } from '../runtime/small-log.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { createUlidIds } from '../runtime/ulid-ids.ts';
import { type ReceiveAlertDeps, receiveAlert } from '../use-cases/receive-alert.ts';

async function receive(deps: ReceiveAlertDeps, source: string, { parameters, headers, body }: HttpRequest) {
  const response = await receiveAlert(deps, source, {
    headers,
    body,
    pathToken: parameters['token'] ?? null,
  });
  return jsonResponse(response.status, response.body);
}

const log = createSmallLog();
const endpoint = httpEndpoint<ReceiveAlertDeps>(
  {
    build: (env) => ({
      sources: sourcesByName,
      secrets: buildSecrets(env),
      sourcesSecret: requiredVariable(env, 'SOURCES_SECRET'),
      queue: buildAlertQueue(env),
      fetchCertificate: createSnsCertificates(),
      clock: systemClock,
      ids: createUlidIds(systemClock),
    }),
    routes: {
      'POST /v1/alerts/{source}': (deps, request) =>
        receive(deps, request.parameters['source'] ?? '', request),
      'POST /v1/alerts/{source}/{token}': (deps, request) =>
        receive(deps, request.parameters['source'] ?? '', request),
      'POST /v2/enqueue': (deps, request) => receive(deps, 'events-v2', request),
    },
  },
  log,
);

export const handler: typeof endpoint = (event) => {
  log.begin({ awsRequestId: event.requestContext?.requestId });
  return endpoint(event);
};
