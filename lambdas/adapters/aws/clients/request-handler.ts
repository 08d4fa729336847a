import { Readable } from 'node:stream';
import { FirebreakError } from '../../../domain/errors.ts';
import type { AwsClientMode } from '../../../ports/aws-clients.ts';
import { createConnections } from './connections.ts';
import type { AwsRequest, SendRequest } from './send-request.ts';

export interface RequestHandlerOptions {
  readonly mode: AwsClientMode;
  /** From the begin of the request to the end of the answer. */
  readonly timeoutSeconds: number;
  /** Whether commands of the client give the answer's body as a stream. */
  readonly givesStreams: boolean;
  readonly send?: SendRequest | undefined;
}

/** The largest answers of AWS have 10 MB or so. */
const longestAnswerBytes = 64 * 1024 * 1024;
/** One for all clients of the process, so that they share connections. */
const sendOverConnections = createConnections();

/** What the SDK hands its requests to: each has its time, whatever part of the exchange takes it, and gives a whole answer or none. */
export function createRequestHandler(options: RequestHandlerOptions) {
  const { mode, timeoutSeconds, givesStreams, send = sendOverConnections } = options;
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request: AwsRequest, { abortSignal }: { readonly abortSignal?: AbortSignal } = {}) {
      const patience = new AbortController();
      const giveUp = (): void => patience.abort();
      const timer = setTimeout(giveUp, timeoutSeconds * 1000);
      if (abortSignal?.aborted === true) giveUp();
      abortSignal?.addEventListener('abort', giveUp, { once: true });
      try {
        const response = await send(request, { signal: patience.signal, mode });
        const body = await bytesOf(response.body);
        response.body = givesStreams ? Readable.from([body]) : body;
        return { response };
      } catch (error) {
        if (!patience.signal.aborted || error instanceof FirebreakError) throw plainError(error);
        throw namedError(abortSignal?.aborted === true ? 'AbortError' : 'TimeoutError');
      } finally {
        clearTimeout(timer);
        abortSignal?.removeEventListener('abort', giveUp);
      }
    },
  };
}

function bytesOf(body: unknown): Uint8Array | Promise<Uint8Array> {
  if (!(body instanceof Readable)) return body instanceof Uint8Array ? body : new Uint8Array();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > longestAnswerBytes) body.destroy(namedError('AnswerTooLarge'));
    });
    body.on('error', reject);
    body.on('end', () => resolve(Buffer.concat(chunks, size)));
  });
}

/** Without what Node puts into some errors: bytes of an answer. */
function plainError(error: unknown): unknown {
  if (error instanceof FirebreakError) return error;
  const { code, name } = Object(error);
  return typeof code === 'string' ? Object.assign(namedError(code), { code }) : namedError(String(name));
}

function namedError(name: string): Error {
  return Object.assign(new Error(name), { name });
}
