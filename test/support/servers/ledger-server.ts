import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { LedgerLine } from '../../../lambdas/ports/delivery-ledger.ts';

/**
 * A bucket over the S3 protocol that lists one object per page, with a queue and an entrance beside it. `onMessage` gets the body of every
 * queue message and of every delivery that is posted; the lines it returns become one more object.
 */
export async function serveLedger(
  batches: readonly (readonly LedgerLine[])[],
  onMessage: (body: string) => readonly LedgerLine[] = () => [],
) {
  const objects = [...batches];
  const requests: string[] = [];
  const keyOf = (index: number) => `deliveries/2026/11/23/bat_${index}.jsonl.gz`;

  async function take(request: IncomingMessage): Promise<string> {
    const body = await text(request);
    requests.push(body);
    const lines = onMessage(body);
    if (lines.length > 0) objects.push(lines);
    const { MessageBody = '' }: { MessageBody?: string } = JSON.parse(body);
    const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
    const deliveryId = lines[0]?.delivery.id ?? 'dlv_unknown';
    return JSON.stringify({ MessageId: 'm-1', MD5OfMessageBody, deliveryId });
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'POST') {
      void take(request).then((body) => response.writeHead(pathname === '/' ? 200 : 202).end(body));
      return;
    }
    if (searchParams.has('list-type')) {
      const page = Number(searchParams.get('continuation-token') ?? 0);
      const next =
        page + 1 < objects.length ? `<NextContinuationToken>${page + 1}</NextContinuationToken>` : '';
      const content =
        page < objects.length ? `<Contents><Key>${keyOf(page)}</Key><ETag>e${page}</ETag></Contents>` : '';
      response.end(`<ListBucketResult>${next}${content}</ListBucketResult>`);
      return;
    }
    const batch = objects[objects.findIndex((_, index) => pathname.endsWith(keyOf(index)))];
    response.end(gzipSync((batch ?? []).map((line) => `${JSON.stringify(line)}\n`).join('')));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    requests,
    /** What `npm start` would write into local.json. */
    addresses: {
      api: origin,
      ledger: `${origin}/ledger`,
      queue: `${origin}/000000000000/alerts`,
      secrets: origin,
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
