import type { AddressInfo } from 'node:net';
import sesLocal from 'aws-ses-v2-local';
import { clearStore, getStoreReadonly, saveEmail } from 'aws-ses-v2-local/dist/store.js';
import * as z from 'zod';
import { mailKeyHeader } from '../../lambdas/channels/mail/send-by-ses.ts';
import { awsError, jsonResponse } from './http/json-response.ts';
import {
  type LocalRequest,
  type LocalResponse,
  type LoopbackServer,
  refuseForeign,
  serveLoopback,
  stop,
} from './http/loopback-server.ts';
import { LineFile } from './state/line-file.ts';
import type { StateDirectory } from './state/state-directory.ts';

const FILE = 'mails.jsonl';
const keptSchema = z.looseObject({
  messageId: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});
const requestSchema = z.looseObject({
  Content: z.looseObject({
    Simple: z.looseObject({ Headers: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
  }),
});
const FORWARDED = ['authorization', 'content-type', 'accept'];
const INNER_TIMEOUT_MS = 30_000;

export interface MailService extends LoopbackServer {
  /** As they are kept, oldest first. */
  readonly mails: () => readonly unknown[];
}

/**
 * SES with an inbox page. Mails are on disk before the sender hears that they were taken, so that the inbox, and the
 * links in it, outlive the process.
 */
export async function startMailService(
  state: StateDirectory,
  port: number,
  now: () => number = Date.now,
): Promise<MailService> {
  const file = new LineFile(state.file(FILE));
  file.touch();
  // The package keeps them for the process, which may have had another inbox before.
  clearStore();
  for (const mail of file.read()) saveEmail(mail);
  let kept = [...getStoreReadonly().emails];
  const taken = new TakenMails(kept);
  /** Only what is new is written: the mails of a storm would else be written over and over. */
  const keep = (): void => {
    const { emails } = getStoreReadonly();
    // Somebody emptied the inbox.
    if (emails[kept.length - 1] !== kept.at(-1)) {
      file.clear();
      kept = [];
    }
    const added = emails.slice(kept.length);
    // The package takes the computer's time: the inbox goes by the clock of everything else.
    for (const mail of added) mail.at = Math.floor(now() / 1000);
    file.append(added);
    kept.push(...added);
  };
  const ses = await sesLocal.default({ host: '127.0.0.1', port: 0 });
  // It is not behind its front only: any page of the browser could look for its port.
  refuseForeign(ses);
  const inner = `http://127.0.0.1:${(ses.address() as AddressInfo).port}`;

  const front = await serveLoopback(
    async (request) => {
      // Nothing bounces on a laptop.
      if (request.path.startsWith('/v2/email/suppression/')) {
        return awsError(404, 'NotFoundException', 'The address is not suppressed.');
      }
      if (request.method !== 'POST') return await forward(inner, request);
      return await taken.once(keyOf(request), async () => {
        const response = await forward(inner, request);
        keep();
        return response;
      });
    },
    { port },
  ).catch(async (error: unknown) => {
    await stop(ses);
    throw error;
  });
  return {
    ...front,
    mails: () => getStoreReadonly().emails,
    stop: async () => {
      await front.stop();
      await stop(ses);
    },
  };
}

/** Mails by the key that they were sent with: one that comes again, as after a kill between the mail and its record, is in the inbox already. */
class TakenMails {
  readonly #answers = new Map<string, Promise<LocalResponse>>();

  constructor(mails: readonly unknown[]) {
    for (const mail of mails) {
      const { data } = keptSchema.safeParse(mail);
      const key = data?.headers?.find(({ name }) => name === mailKeyHeader)?.value;
      if (data === undefined || key === undefined) continue;
      this.#answers.set(key, Promise.resolve(jsonResponse(200, { MessageId: data.messageId })));
    }
  }

  async once(key: string | null, send: () => Promise<LocalResponse>): Promise<LocalResponse> {
    if (key === null) return await send();
    const known = this.#answers.get(key);
    if (known !== undefined) return await known;
    const answer = send();
    this.#answers.set(key, answer);
    const isTaken = await answer.then(
      ({ status }) => status === 200,
      () => false,
    );
    if (!isTaken) this.#answers.delete(key);
    return await answer;
  }
}

/** The key in a request of SES's version 2; null when it has none. */
function keyOf({ body }: LocalRequest): string | null {
  const { data } = requestSchema.safeParse(parseJson(body.toString('utf8')));
  return data?.Content.Simple.Headers.find(({ Name }) => Name === mailKeyHeader)?.Value ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
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
