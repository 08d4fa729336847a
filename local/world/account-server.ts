import { type LocalRequest, type LocalResponse, serveLoopback } from '../cloud/http/loopback-server.ts';
import type { Account } from './account.ts';
import { AwsFault } from './protocol/aws-fault.ts';
import { restFault } from './protocol/rest-json.ts';
import { awsServices, serverAt } from './services/index.ts';

/** The account on one port of the loopback, all its services behind it. */
export interface AccountServer {
  /** `AWS_ENDPOINT_URL_*` of the services that it has, and where servers outside AWS are. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Which of them a service has, by the prefix of its permissions. */
  readonly variables: Readonly<Record<string, string>>;
  readonly url: string;
  stop(): Promise<void>;
}

/** What stands between clients and the account, by operation, such as `lambda:UpdateAlias`; by default nothing. */
export type AnswerRequest = (
  operation: string,
  request: LocalRequest,
  answer: () => Promise<LocalResponse>,
) => Promise<LocalResponse>;

/** Serves an account, which may be another one from one request to the next. */
export async function serveAccount(
  account: () => Account,
  now: () => number,
  through: AnswerRequest = (_operation, _request, answer) => answer(),
): Promise<AccountServer> {
  const server = await serveLoopback((request) =>
    through(operationOf(request), request, () => answerSigned(account(), request, now())),
  );
  const simulated = awsServices.filter(
    ({ protocol, hosts }) => protocol !== undefined && hosts === undefined,
  );
  const variables = Object.fromEntries(
    simulated.map(({ signingName, endpointSuffix }) => [signingName, `AWS_ENDPOINT_URL_${endpointSuffix}`]),
  );
  const endpoints = {
    ...Object.fromEntries(Object.values(variables).map((variable) => [variable, server.url])),
    ...Object.fromEntries(
      simulated
        .flatMap(({ otherEndpointSuffixes = [] }) => otherEndpointSuffixes)
        .map((suffix) => [`AWS_ENDPOINT_URL_${suffix}`, server.url]),
    ),
    OUTBOUND_HTTP_URL: server.url,
  };
  return { url: server.url, endpoints, variables, stop: () => server.stop() };
}

/** By the service that the request is signed for or the host that it is meant for; all else gets a 403, as in AWS. */
export async function answerSigned(
  account: Account,
  request: LocalRequest,
  nowMs: number,
): Promise<LocalResponse> {
  const signingName = addresseeOf(request);
  if (signingName === null) {
    const message = 'Missing Authentication Token';
    return restFault(new AwsFault('MissingAuthenticationTokenException', message, 403));
  }
  const answer = await account.answer(signingName, request, nowMs);
  if (answer !== null) return answer;
  return restFault(new AwsFault('UnknownOperationException', `The account has no ${signingName}.`, 404));
}

function operationOf(request: LocalRequest): string {
  const signingName = addresseeOf(request);
  const service = awsServices.find((one) => one.signingName === signingName);
  return `${signingName ?? 'unsigned'}:${service?.protocol?.operationOf(request) ?? 'unknown'}`;
}

/** The service in the scope of the credential, in signature version 4; or the server outside AWS. */
function addresseeOf({ headers }: LocalRequest): string | null {
  const host = headers['x-forwarded-host'];
  if (typeof host === 'string') return serverAt(host);
  const scope = /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/;
  return scope.exec(headers.authorization ?? '')?.[1] ?? null;
}
