import { setTimeout as sleep } from 'node:timers/promises';
import dynalite from 'dynalite/db/index.js';
import { awsError, jsonResponse } from './json-response.ts';
import { addFastPaths } from './level-fast-paths.ts';
import { type LocalRequest, type LocalResponse, serveLoopback } from './loopback-server.ts';
import { isRefusal, tableOperations } from './table-operations.ts';

export interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

const PATIENCE_MS = 2000;
const TARGET = /^DynamoDB_20120810\.(\w+)$/;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html: no request may be larger. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * DynamoDB on LevelDB files; in memory without a folder. What a request means is up to dynalite's validations and actions; its server
 * is left out, which answers requests under any host name and from any site.
 */
export async function startDatabase(path?: string): Promise<Database> {
  const store = dynalite.create({ createTableMs: 0, ...(path === undefined ? {} : { path }) });
  await store.db.open();
  addFastPaths(store.db);
  const operations = tableOperations(store);
  const inProgress = new Set<Promise<unknown>>();

  const answer = async ({ headers, body }: LocalRequest): Promise<LocalResponse> => {
    const operation = operations.get(TARGET.exec(String(headers['x-amz-target']))?.[1] ?? '');
    if (operation === undefined) return awsError(400, 'UnknownOperationException', '');
    if (headers.authorization?.startsWith('AWS4-') !== true)
      return awsError(400, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token');
    try {
      return jsonResponse(200, await operation(body.toString()));
    } catch (error) {
      if (isRefusal(error)) return jsonResponse(error.statusCode, error.body);
      throw error;
    }
  };

  const server = await serveLoopback(
    (request) => {
      const answering = answer(request).finally(() => inProgress.delete(answering));
      inProgress.add(answering);
      return answering;
    },
    { maxBodyBytes: MOST_BYTES },
  );
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      // What is asked for goes on after its connection is gone; what hangs is left to itself.
      await Promise.race([Promise.allSettled(inProgress), sleep(PATIENCE_MS, undefined, { ref: false })]);
      await store.db.close();
    },
  };
}
