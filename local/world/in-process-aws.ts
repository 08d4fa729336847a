import { createAwsClients } from '../../lambdas/adapters/aws/clients/aws-clients.ts';
import type { AwsClients } from '../../lambdas/ports/aws-clients.ts';

/** A request as it would go over the network. */
export interface InProcessRequest {
  /** What it is signed for, such as `lambda` or `monitoring`. */
  readonly service: string;
  readonly method: string;
  /** Without the query; encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface InProcessResponse {
  /** 200 unless told. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What it throws is no answer. */
export type AnswerRequest = (request: InProcessRequest) => InProcessResponse | Promise<InProcessResponse>;

/** Clients of AWS whose requests, in the real protocols, are answered in this process. */
export function createInProcessAws(answer: AnswerRequest, random: () => number = () => 0): AwsClients {
  const env = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: 'firebreak-local',
  };
  return createAwsClients({
    env,
    random,
    send: async ({ method, path, query, headers, body }) => {
      const scope = /Credential=[^/]+\/\d{8}\/[^/]+\/([^/]+)\//.exec(headers['authorization'] ?? '');
      const response = await answer({
        service: scope?.[1] ?? '',
        method,
        path,
        query: new URLSearchParams(
          Object.entries(query ?? {}).flatMap(([name, value]) =>
            [value ?? ''].flat().map((each): [string, string] => [name, each]),
          ),
        ),
        headers,
        body: bytesOf(body),
      });
      const { status = 200, headers: given = {}, body: content = '' } = response;
      return { statusCode: status, headers: { ...given }, body: new Uint8Array(Buffer.from(content)) };
    },
  });
}

function bytesOf(body: unknown): Uint8Array {
  if (!(body instanceof Uint8Array)) return Buffer.from(typeof body === 'string' ? body : '');
  // Some bodies of the SDK are bytes with a warning against being read as a text.
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
