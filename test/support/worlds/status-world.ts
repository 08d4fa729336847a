import { createHash } from 'node:crypto';
import { createHttpClient } from '../../../lambdas/adapters/http/create-http-client.ts';
import { sendToLoopback } from '../../../lambdas/adapters/http/send-https.ts';
import type {
  PublicStatusPolicy,
  StatusPagePolicy,
} from '../../../lambdas/domain/policy/schemas/public-status-schema.ts';
import { bindStatusPages } from '../../../lambdas/runtime/build/build-status-pages.ts';
import { statusPages } from '../../../lambdas/status-pages/index.ts';
import { startChannelServices } from '../../../local/cloud/channels/start-channel-services.ts';
import { brokenConnection } from '../../../local/cloud/http/loopback-server.ts';
import {
  createInProcessAws,
  type InProcessRequest,
  type InProcessResponse,
} from '../../../local/world/in-process-aws.ts';

const common = { title: 'Acme status', components: {}, notify: true };

/** A page of each kind. */
export const publicPages: readonly StatusPagePolicy[] = [
  { ...common, id: 'site', page: 'static', to: 'acme-status/shop' },
  { ...common, id: 'hugo', page: 'cstate', to: 'acme/status' },
  {
    ...common,
    id: 'atlassian',
    page: 'statuspage',
    to: 'kctbh9vrtdwd',
    components: { checkout: '8kbf7d35c070' },
  },
  {
    ...common,
    id: 'insta',
    page: 'instatus',
    to: 'clt0page00000000',
    components: { checkout: 'clt0checkout0000' },
  },
];

export const publicPolicy = (pages: readonly StatusPagePolicy[] = publicPages): PublicStatusPolicy => ({
  services: [{ service: 'checkout', environment: 'production', name: 'Checkout' }],
  pages,
});

/** How the next call goes: `lost`: it is done, and its answer gets lost. */
type Fault =
  | 'lost'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

/** The services that stand for status pages, on the loopback and in a bucket, and what calls them. */
export async function statusWorld(now: () => Date) {
  /** How the next calls go, those that read and those that write, one after the other; null: it goes well. */
  const faults: { readonly reads: (Fault | null)[]; readonly writes: (Fault | null)[] } = {
    reads: [],
    writes: [],
  };
  const calls: string[] = [];
  const faultOf = (method: string): Fault | null => {
    calls.push(method);
    return (method === 'GET' ? faults.reads : faults.writes).shift() ?? null;
  };
  const services = await startChannelServices(null, {
    now,
    interpose: (request, serve) => {
      const fault = faultOf(request.method);
      if (fault === null) return serve();
      if (fault !== 'lost') return fault;
      serve();
      return brokenConnection;
    },
  });
  const bucket = new Map<
    string,
    { readonly text: string; readonly headers: Readonly<Record<string, string>> }
  >();
  const aws = createInProcessAws((request) => {
    const fault = faultOf(request.method);
    if (fault === null) return answerBucket(bucket, request);
    if (fault !== 'lost') return { ...fault, body: faultXml(fault.status) };
    answerBucket(bucket, request);
    throw Object.assign(new Error('The connection broke'), { code: 'ECONNRESET' });
  });
  const secrets = Object.assign({}, ...statusPages.map(({ localSecrets }) => localSecrets));
  const http = createHttpClient({
    send: sendToLoopback(services.url),
    now,
    wait: async () => {},
    seconds: 2,
  });
  const bind = (pages: readonly StatusPagePolicy[], secret: (name: string) => Promise<string>) =>
    bindStatusPages(publicPolicy(pages), { http, aws, secret });
  return {
    ...services,
    faults,
    calls,
    bucket,
    bound: (pages: readonly StatusPagePolicy[] = publicPages) =>
      bind(pages, async (name) => String(secrets[name])),
    with: (value: string, page: StatusPagePolicy) => bind([page], async () => value),
    /** What stands on a page, one text for each incident there. */
    shown: ({ page, to }: StatusPagePolicy): readonly string[] => {
      if (page === 'static') {
        const { incidents = [] } = JSON.parse(bucket.get(`${to}/status.json`)?.text ?? '{}');
        return incidents.map((each: unknown) => JSON.stringify(each));
      }
      if (page === 'cstate') return services.board.of('github').map(({ lines }) => lines.join('\n'));
      return services.board.of(page).map(({ lines }) => lines.toReversed().join('\n'));
    },
  };
}

function answerBucket(
  bucket: Map<string, { readonly text: string; readonly headers: Readonly<Record<string, string>> }>,
  { method, path, headers, body }: InProcessRequest,
): InProcessResponse {
  const key = decodeURIComponent(path.slice(1));
  const known = bucket.get(key);
  const etag = known === undefined ? null : etagOf(known.text);
  if (method === 'GET') {
    if (known === undefined) return { status: 404, body: faultXml(404) };
    return {
      body: known.text,
      headers: { etag: etag ?? '', 'content-type': known.headers['content-type'] ?? '' },
    };
  }
  const isStale = headers['if-match'] !== undefined && headers['if-match'] !== etag;
  if (isStale || (headers['if-none-match'] === '*' && known !== undefined))
    return { status: 412, body: faultXml(412) };
  const text = Buffer.from(body).toString('utf8');
  bucket.set(key, { text, headers });
  return { headers: { etag: etagOf(text) } };
}

function etagOf(text: string): string {
  return `"${createHash('md5').update(text).digest('hex')}"`;
}

const codes: Readonly<Record<number, string>> = {
  401: 'AccessDenied',
  403: 'AccessDenied',
  404: 'NoSuchKey',
  412: 'PreconditionFailed',
  429: 'SlowDown',
  503: 'SlowDown',
};

function faultXml(status: number): string {
  return `<?xml version="1.0"?><Error><Code>${codes[status] ?? 'InternalError'}</Code><Message>no</Message></Error>`;
}
