import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { CommandError } from '../cli/command-error.ts';
import { whileWaiting } from '../cli/progress.ts';

/** Calls the incident API and returns its JSON. Throws CommandError in words for whatever goes wrong. */
export async function callApi(
  base: string,
  path: string,
  body: Readonly<Record<string, unknown>> | null = null,
): Promise<unknown> {
  const sent = fetch(await apiRequest(base, path, body, process.env));
  const response = await whileWaiting(`Waiting for ${new URL(base).host}`, sent).catch((cause: unknown) => {
    if (cause instanceof CommandError) throw cause;
    throw new CommandError(`${base} does not answer`, {
      next: isLoopback(base)
        ? 'Is it running? Start it with "npm start".'
        : 'Check the address and the network.',
      cause,
    });
  });
  const value: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(response.status, value);
  return value;
}

/** The call as it is sent: signed with the credentials of `env`, unless it goes to this computer. */
export async function apiRequest(
  base: string,
  path: string,
  body: Readonly<Record<string, unknown>> | null,
  env: NodeJS.ProcessEnv,
): Promise<Request> {
  const url = new URL(`${base}${path}`);
  const sent =
    body === null
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  if (isLoopback(base)) return new Request(url, sent);
  const { headers } = await signerOf(base, env).sign(
    new HttpRequest({
      method: 'GET',
      ...sent,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...sent.headers, host: url.host },
    }),
  );
  return new Request(url, { ...sent, headers });
}

export function isLoopback(base: string): boolean {
  const { hostname } = new URL(base);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** Signs as the API's IAM authorisation asks, for the Region of its host name; only a domain of one's own has none. */
function signerOf(base: string, env: NodeJS.ProcessEnv): SignatureV4 {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_DEFAULT_REGION } = env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    throw new CommandError('This address takes signed calls, and there are no AWS credentials here', {
      next: 'Run: eval "$(aws configure export-credentials --format env)"',
      exitCode: 2,
    });
  }
  const region = regionOf(base) ?? (AWS_REGION || AWS_DEFAULT_REGION);
  return new SignatureV4({
    service: 'execute-api',
    region: region ?? '',
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
    },
    sha256: Sha256,
  });
}

function regionOf(base: string): string | null {
  return (
    /\.execute-api\.([a-z0-9-]+)\.amazonaws\.(?:com|com\.cn|eu)$/.exec(new URL(base).hostname)?.[1] ?? null
  );
}

function refusal(status: number, value: unknown): CommandError {
  const { code, message } = errorOf(value);
  const reason = message ?? `the API answered ${status}`;
  if (status === 401 || status === 403) {
    return new CommandError(`Refused: ${reason}`, {
      next:
        code === 'incident.restricted'
          ? 'Ask the people whom people.yaml names for security; their personal links show it.'
          : 'Your AWS identity needs execute-api:Invoke on this API.',
    });
  }
  return new CommandError(
    code === null ? reason : `${reason} (${code})`,
    status === 404 ? { next: 'See "firebreak incidents list" for the incidents there are.' } : {},
  );
}

/** Ours is `{error: {code, message}}`; API Gateway's own is `{message}`. */
function errorOf(value: unknown): { readonly code: string | null; readonly message: string | null } {
  const error = fieldOf(value, 'error') ?? value;
  const code = fieldOf(error, 'code');
  const message = fieldOf(error, 'message');
  return {
    code: typeof code === 'string' ? code : null,
    message: typeof message === 'string' ? message : null,
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([field]) => field === name)?.[1]
    : undefined;
}
