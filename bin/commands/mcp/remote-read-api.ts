import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { ReadApi } from '../../../lambdas/http/mcp/read-api.ts';
import { callApi } from '../../api/api-client.ts';
import { incidentPath } from '../../api/find-incident.ts';
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
    readIncident: async (id) => readResponse('GET /v1/incidents/{id}', await read(incidentPath(id))),
    readTimeline: async (id) =>
      readResponse('GET /v1/incidents/{id}/timeline', await read(incidentPath(id, '/timeline'))),
    findSimilar: async (id) =>
      readResponse('GET /v1/incidents/{id}/similar', await read(incidentPath(id, '/similar'))),
    listDebts: async () => readResponse('GET /v1/debts', await read('/v1/debts')),
  };
}
