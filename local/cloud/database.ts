import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import dynalite from 'dynalite';
import { listen } from './loopback-server.ts';

export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** Requests that take longer are left to themselves. */
const patienceMs = 2000;

/** DynamoDB on LevelDB files; in memory without a folder. */
export async function startDatabase(path?: string): Promise<Database> {
  const server = dynalite({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  const underWay = new Set<() => boolean>();
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const isOver = () => response.writableEnded || (request.destroyed && !request.complete);
    underWay.add(isOver);
    response.once('close', () => {
      if (isOver()) underWay.delete(isOver);
    });
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;

  /** A query goes on after its connection is gone, and throws where nobody catches it when its database is closed by then. */
  const settled = async (): Promise<void> => {
    for (let waited = 0; waited < patienceMs; waited += 10) {
      if ([...underWay].every((isOver) => isOver())) return;
      await sleep(10);
    }
  };

  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await settled();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
