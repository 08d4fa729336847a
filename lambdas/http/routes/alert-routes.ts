import { type ReceiveAlertDeps, receiveAlert } from '../../use-cases/intake/receive-alert.ts';
import type { HttpRequest } from '../http-request.ts';
import { rawResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';

/** Deliveries of alerts, from whatever source. */
export const alertRoutes = httpTask<ReceiveAlertDeps>({
  'POST /v1/alerts/{source}': (deps, request) => receive(deps, request.parameters['source'] ?? '', request),
  'POST /v1/alerts/{source}/{token}': (deps, request) =>
    receive(deps, request.parameters['source'] ?? '', request),
  'POST /v2/enqueue': (deps, request) => receive(deps, 'events-v2', request),
});

async function receive(deps: ReceiveAlertDeps, source: string, { parameters, headers, body }: HttpRequest) {
  const response = await receiveAlert(deps, source, {
    headers,
    body,
    pathToken: parameters['token'] ?? null,
  });
  return rawResponse(response.status, response.body);
}
