import type { AwsCaller } from '../../../ports/aws-caller.ts';
import { faultOf } from './aws-fault.ts';

/** What a service answered: its output, or the name of its fault. */
type JsonResponse =
  | { readonly ok: true; readonly output: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly fault: string; readonly status: number };

/** Calls operations of one service that speaks AWS JSON. */
export type JsonService = (operation: string, input: object) => Promise<JsonResponse>;

export interface JsonServiceOptions {
  /** Signing name. */
  readonly service: string;
  /** What stands before the operation's name, such as `DynamoDB_20120810`. */
  readonly targetPrefix: string;
  /** Of AWS JSON; 1.0 unless told. */
  readonly version?: '1.0' | '1.1';
}

/**
 * Every call may be sent again after a lost connection, as the SDK does: use cases take it that a write which was
 * reported as failed may have happened. Rejects with DependencyUnavailableError after the last try.
 */
export function createJsonService(
  aws: AwsCaller,
  { service, targetPrefix, version = '1.0' }: JsonServiceOptions,
): JsonService {
  return async (operation, input) => {
    const response = await aws.call({
      service,
      method: 'POST',
      path: '/',
      headers: {
        'content-type': `application/x-amz-json-${version}`,
        'x-amz-target': `${targetPrefix}.${operation}`,
      },
      body: JSON.stringify(input),
      repeatable: true,
    });
    if (response.status !== 200) {
      return { ok: false, fault: faultOf(response) ?? `HTTP ${response.status}`, status: response.status };
    }
    // Documented for operations without output, such as SendTaskSuccess: an empty body.
    return { ok: true, output: response.body === '' ? {} : JSON.parse(response.body) };
  };
}
