import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { ReadApi } from '../../../lambdas/http/mcp/read-api.ts';
import { callApi } from '../../api/api-client.ts';
import { readResponse } from '../../api/read-response.ts';
import { CommandError } from '../../cli/command-error.ts';

/** Reads over the HTTP API of an installation, with the rights of the credentials here. */
export function remoteReadApi(base: string): Omit<ReadApi, 'onCall'> {
  const read = async (path: string): Promise<unknown> => {
    try {
      return await callApi(base, path);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new DependencyUnavailableError(error.message, { cause: error });
    }
  };
  const ofIncident = (id: string) => `/v1/incidents/${encodeURIComponent(id)}`;
  return {
    async listIncidents(query) {
      const given = Object.fromEntries(
        Object.entries(query).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)]],
        ),
      );
      return readResponse(
        'GET /v1/incidents',
        await read(`/v1/incidents?${new URLSearchParams(given).toString()}`),
      );
    },
    readIncident: async (id) => readResponse('GET /v1/incidents/{id}', await read(ofIncident(id))),
    readTimeline: async (id) =>
      readResponse('GET /v1/incidents/{id}/timeline', await read(`${ofIncident(id)}/timeline`)),
    findSimilar: async (id) =>
      readResponse('GET /v1/incidents/{id}/similar', await read(`${ofIncident(id)}/similar`)),
    listDebts: async () => readResponse('GET /v1/debts', await read('/v1/debts')),
  };
}
