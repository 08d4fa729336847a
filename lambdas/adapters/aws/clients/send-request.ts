import type { NodeHttpHandler } from '@smithy/node-http-handler';
import type { AwsClientMode } from '../../../ports/aws-clients.ts';

/** As the SDK has them. */
export type AwsRequest = Parameters<NodeHttpHandler['handle']>[0];
export type AwsResponse = Awaited<ReturnType<NodeHttpHandler['handle']>>['response'];

/** One attempt of a command, signed. Rejects when no answer came; the signal ends it wherever it stands. */
export type SendRequest = (
  request: AwsRequest,
  options: { readonly signal: AbortSignal; readonly mode: AwsClientMode },
) => Promise<AwsResponse>;
