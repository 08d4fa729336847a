import { type ReceiveChangeDeps, receiveChange } from '../../use-cases/intake/receive-change.ts';
import type { HttpRequest } from '../http-request.ts';
import { rawResponse } from '../http-response.ts';
import { httpTask } from '../http-task.ts';

/** Deployments and other changes, reported by pipelines. */
export const changeRoutes = httpTask<ReceiveChangeDeps>({
  'POST /v1/changes/{source}': receive,
  'POST /v1/changes/{source}/{token}': receive,
});

async function receive(deps: ReceiveChangeDeps, { parameters, headers, body }: HttpRequest) {
  const request = { headers, body, pathToken: parameters['token'] ?? null };
  const response = await receiveChange(deps, parameters['source'] ?? '', request);
  return rawResponse(response.status, response.body);
}
