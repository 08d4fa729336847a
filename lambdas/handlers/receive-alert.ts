import { createSnsCertificates } from '../adapters/aws/messages/sns-certificates.ts';
import { httpEndpoint } from '../http/http-endpoint.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { jsonResponse } from '../http/http-response.ts';
import { buildAlertQueue, buildIngestSecrets } from '../runtime/build/build-ingest.ts';
import { requiredVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { createUlidIds } from '../runtime/env/ulid-ids.ts';
import { createSmallLog } from '../runtime/log/small-log.ts';
import { sourcesByName } from '../sources/index.ts';
import { type ReceiveAlertDeps, receiveAlert } from '../use-cases/intake/receive-alert.ts';

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
      secrets: buildIngestSecrets(env),
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
