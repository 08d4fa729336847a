import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { listen } from './loopback-server.ts';

export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** DynamoDB on LevelDB files; in memory without a folder. */
export async function startDatabase(path?: string): Promise<Database> {
  const server = dynalite({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
