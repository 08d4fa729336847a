import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';

/** A request that a function sent, as `record-calls.cjs` tells it. */
export interface RecordedCall {
  /** The function's name, without the stage. */
  readonly caller: string;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** For `LocalOptions.wrapper`. */
export const recorder = join(import.meta.dirname, 'record-calls.cjs');

/** Collects what the functions of this process call, until it is stopped. */
export function listenToCalls(heard: (call: RecordedCall) => void): { stop(): void } {
  const channel = new BroadcastChannel('calls-of-functions');
  channel.addEventListener('message', (message: unknown) =>
    heard((message as { readonly data: RecordedCall }).data),
  );
  return { stop: () => channel.close() };
}
