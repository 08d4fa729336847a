import type { AddressInfo } from 'node:net';
import sesLocal from 'aws-ses-v2-local';
import { getStoreReadonly, saveEmail } from 'aws-ses-v2-local/dist/store.js';
import {
  type LocalRequest,
  type LocalResponse,
  type LoopbackServer,
  serveLoopback,
  stop,
} from './http/loopback-server.ts';
import { LineFile } from './state/line-file.ts';
import type { StateDirectory } from './state/state-directory.ts';

const FILE = 'mails.jsonl';
const FORWARDED = ['authorization', 'content-type', 'accept'];
const INNER_TIMEOUT_MS = 30_000;

/**
 * SES with an inbox page. Mails are on disk before the sender hears that they were taken, so that the inbox, and the
 * links in it, outlive the process.
 */
export async function startMailService(state: StateDirectory, port: number): Promise<LoopbackServer> {
  const file = new LineFile(state.file(FILE));
  for (const mail of file.read()) saveEmail(mail);
  let kept = [...getStoreReadonly().emails];
  /** Only what is new is written: the mails of a storm would else be written over and over. */
  const keep = (): void => {
    const { emails } = getStoreReadonly();
    // Somebody emptied the inbox.
    if (emails[kept.length - 1] !== kept.at(-1)) {
      file.clear();
      kept = [];
    }
    const added = emails.slice(kept.length);
    file.append(added);
    kept.push(...added);
  };
  const ses = await sesLocal.default({ host: '127.0.0.1', port: 0 });
  const inner = `http://127.0.0.1:${(ses.address() as AddressInfo).port}`;

  const front = await serveLoopback(
    async (request) => {
      const response = await forward(inner, request);
      if (request.method === 'POST') keep();
      return response;
    },
    { port },
  ).catch(async (error: unknown) => {
    await stop(ses);
    throw error;
  });
  return {
    ...front,
    stop: async () => {
      await front.stop();
      await stop(ses);
    },
  };
}

async function forward(
  inner: string,
  { method, path, query, headers, body }: LocalRequest,
): Promise<LocalResponse> {
  const search = query.size === 0 ? '' : `?${query.toString()}`;
  const response = await fetch(`${inner}${path}${search}`, {
    method,
    headers: Object.fromEntries(
      FORWARDED.flatMap((name) => {
        const value = headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    ),
    body: method === 'GET' || method === 'HEAD' ? null : new Uint8Array(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(INNER_TIMEOUT_MS),
  });
  return {
    status: response.status,
    headers: { 'content-type': response.headers.get('content-type') ?? 'text/plain' },
    body: Buffer.from(await response.arrayBuffer()),
  };
}
