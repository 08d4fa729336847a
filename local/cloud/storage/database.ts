import type { Server } from 'node:http';
import dynalite from 'dynalite';
import { listen, loopbackOf, refuseForeign, stop } from '../http/loopback-server.ts';
import { closeIteratorsOfDynalite } from './closing-iterators.ts';

export interface Database {
  readonly url: string;
  /** Closes the files and opens them again, at the same address: LevelDB takes no more writes after one that failed. */
  reopen(): Promise<void>;
  stop(): Promise<void>;
}

closeIteratorsOfDynalite();

/** DynamoDB as dynalite serves it, on LevelDB files; in memory without a folder. */
export async function startDatabase(path?: string): Promise<Database> {
  let server = await open(path, 0);
  const url = loopbackOf(server);
  return {
    url,
    reopen: async () => {
      await stop(server);
      server = await open(path, Number(new URL(url).port));
    },
    stop: () => stop(server),
  };
}

async function open(path: string | undefined, port: number): Promise<Server> {
  const server = dynalite({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  // dynalite itself answers under any host name and to the pages of any site.
  refuseForeign(server);
  await listen(server, port);
  return server;
}
