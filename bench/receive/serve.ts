import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { responseForError } from '../../lambdas/http/error-status.ts';
import { receiveAlert } from '../../lambdas/use-cases/intake/receive-alert.ts';
import { receivePath } from './receive-path.ts';

/** What the receive path is compared with: a server that takes the body and answers as many bytes. */
const bare: RequestListener = (request, response) => {
  void readBody(request).then(() => {
    const text = '{"deliveryId":"dlv_01KATZ3V000000000000000001"}';
    response.writeHead(202, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
  });
};

/** The receive path behind the same server: verify, wrap, seal, and hand to a queue in memory. */
function receiving(): RequestListener {
  const deps = receivePath();
  const answer = async (request: IncomingMessage) => {
    const body = await readBody(request);
    const [, , , source = ''] = (request.url ?? '').split('/');
    const { headersDistinct: headers } = request;
    return receiveAlert(deps, source, {
      headers: headers as Record<string, string[]>,
      body,
      pathToken: null,
    });
  };
  return (request, response) => {
    void answer(request)
      .catch((error: unknown) => {
        const { status, body } = responseForError(error);
        return { status, body: JSON.parse(body) };
      })
      .then(({ status, body }) => {
        const text = JSON.stringify(body);
        response
          .writeHead(status, {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(text),
          })
          .end(text);
      });
  };
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
      .once('error', reject);
  });
}

const server = createServer(process.argv[2] === 'bare' ? bare : receiving());
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
// Whoever started it is gone.
process.once('disconnect', () => process.exit());
