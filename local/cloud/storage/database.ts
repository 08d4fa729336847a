import dynalite from 'dynalite';
import { listen, loopbackOf, refuseForeign, stop } from '../http/loopback-server.ts';

export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** DynamoDB as dynalite serves it, on LevelDB files; in memory without a folder. */
export async function startDatabase(path?: string): Promise<Database> {
  const server = dynalite({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  // dynalite itself answers under any host name and to the pages of any site.
  refuseForeign(server);
  await listen(server, 0);
  return { url: loopbackOf(server), stop: () => stop(server) };
}
