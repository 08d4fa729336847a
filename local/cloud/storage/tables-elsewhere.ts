import { type IncomingMessage, type Server, type ServerResponse, request as send } from 'node:http';
import { Readable } from 'node:stream';

/** What the simulated account answers about its tables; items are read and written in Firebreak's own table only. */
const aboutTables = ['DynamoDB_20120810.DescribeTable', 'DynamoDB_20120810.UpdateTable'];

/**
 * On AWS one endpoint serves every table. Here requests about tables other than ours are passed on to the simulated account; all others
 * stay untouched.
 */
export function passOnOtherTables(server: Server, own: string, accountUrl: string): void {
  const handlers = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const handle = (incoming: IncomingMessage): void => {
      for (const handler of handlers) handler.call(server, incoming, response);
    };
    if (!aboutTables.includes(String(request.headers['x-amz-target']))) return handle(request);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      if (tableIn(body) === own) handle(replayOf(request, body));
      else passOn(request, body, accountUrl, response);
    });
  });
}

function tableIn(body: Buffer): unknown {
  try {
    return (JSON.parse(body.toString('utf8')) as { TableName?: unknown }).TableName;
  } catch {
    return null;
  }
}

/** The same request with its body still to be read. */
function replayOf({ method, url, headers, socket }: IncomingMessage, body: Buffer): IncomingMessage {
  return Object.assign(Readable.from([body]), { method, url, headers, socket }) as unknown as IncomingMessage;
}

function passOn(request: IncomingMessage, body: Buffer, accountUrl: string, response: ServerResponse): void {
  const { method, url = '/', headers } = request;
  const onward = send(new URL(url, accountUrl), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  // As when nothing listens there: the client asks again.
  onward.on('error', () => response.destroy());
  onward.end(body);
}
