import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../values/json.ts';

/** What optimised integrations add to a response on AWS. */
export function sdkMetadata(): JsonObject {
  const requestId = randomUUID();
  return {
    SdkHttpMetadata: { HttpStatusCode: 200, HttpHeaders: { 'x-amzn-RequestId': requestId } },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
