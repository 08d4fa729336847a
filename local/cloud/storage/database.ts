import type { Server } from 'node:http';
import dynalite from 'dynalite';
import { listen, loopbackOf, refuseForeign, stop } from '../http/loopback-server.ts';
import { closeIteratorsOfDynalite } from './closing-iterators.ts';
import { passOnOtherTables } from './tables-elsewhere.ts';

export interface Database {
  readonly url: string;
  /** Closes the files and opens them again, at the same address: LevelDB takes no more writes after one that failed. */
  reopen(): Promise<void>;
  stop(): Promise<void>;
}

closeIteratorsOfDynalite();

/** Tables that are not in this database: those of the simulated account. */
export interface TablesElsewhere {
  /** The only table here. */
  readonly own: string;
  readonly url: string;
}

/** DynamoDB as dynalite serves it, on LevelDB files; in memory without a folder. */
export async function startDatabase(path?: string, elsewhere?: TablesElsewhere): Promise<Database> {
  let server = await open(path, 0, elsewhere);
  const url = loopbackOf(server);
  return {
    url,
    reopen: async () => {
      await stop(server);
      server = await open(path, Number(new URL(url).port), elsewhere);
    },
    stop: () => stop(server),
  };
}

async function open(
  path: string | undefined,
  port: number,
  elsewhere: TablesElsewhere | undefined,
): Promise<Server> {
  const server = dynalite({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  if (elsewhere !== undefined) passOnOtherTables(server, elsewhere.own, elsewhere.url);
  // dynalite itself answers under any host name and to the pages of any site.
  refuseForeign(server);
  await listen(server, port);
  return server;
}
