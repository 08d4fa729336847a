import { DependencyUnavailableError, FirebreakError } from '../../domain/errors.ts';
import type { HttpProbe } from '../../ports/http-probe.ts';
import { readText } from './read-text.ts';
import type { SendHttp } from './send-https.ts';

const mostBytes = 256_000;

/** The HTTP of smoke tests; `send` is what goes over the network. */
export function createHttpProbe(
  send: SendHttp,
  milliseconds: () => number = () => performance.now(),
): HttpProbe {
  return {
    async send({ signal, ...request }) {
      const began = milliseconds();
      try {
        const response = await send({ ...request, signal }, signal);
        const body = await readText(response, mostBytes, request.host);
        return { status: response.status, body, milliseconds: Math.round(milliseconds() - began) };
      } catch (error) {
        if (error instanceof FirebreakError) throw error;
        // The cause may quote the request: only what happened is kept.
        const what = signal.aborted ? 'did not answer in time' : 'could not be reached';
        throw new DependencyUnavailableError(`${request.host} ${what}`);
      }
    },
  };
}
