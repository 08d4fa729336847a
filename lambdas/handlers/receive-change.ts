import { httpEndpoint } from '../http/http-endpoint.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { jsonResponse } from '../http/http-response.ts';
import { buildChangeRecorder, buildIngestSecrets } from '../runtime/build/build-ingest.ts';
import { requiredVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { createSmallLog } from '../runtime/log/small-log.ts';
import { changeSourcesByName } from '../sources/changes/index.ts';
import { type ReceiveChangeDeps, receiveChange } from '../use-cases/intake/receive-change.ts';

async function receive(deps: ReceiveChangeDeps, { parameters, headers, body }: HttpRequest) {
  const request = { headers, body, pathToken: parameters['token'] ?? null };
  const response = await receiveChange(deps, parameters['source'] ?? '', request);
  return jsonResponse(response.status, response.body);
}

const log = createSmallLog();
const endpoint = httpEndpoint<ReceiveChangeDeps>(
  {
    build: (env) => ({
      sources: changeSourcesByName,
      secrets: buildIngestSecrets(env),
      sourcesSecret: requiredVariable(env, 'SOURCES_SECRET'),
      changes: buildChangeRecorder(env),
      clock: systemClock,
    }),
    routes: {
      'POST /v1/changes/{source}': receive,
      'POST /v1/changes/{source}/{token}': receive,
    },
  },
  log,
);

/** Deployments and other changes, reported by pipelines. */
export const handler: typeof endpoint = (event) => {
  log.begin({ awsRequestId: event.requestContext?.requestId });
  return endpoint(event);
};
