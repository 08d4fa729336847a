import type { AwsCall, AwsResponse } from '../../../lambdas/ports/aws-caller.ts';
import {
  createInMemoryAwsCaller,
  type InMemoryAwsCaller,
} from '../../../local/rehearsal/memory/in-memory-aws-caller.ts';

/** The queue of alerts and the bucket of the ledger, as their protocols have them. */
export interface AlertsCloud {
  readonly aws: InMemoryAwsCaller;
  /** Bodies of the messages that wait. */
  readonly messages: string[];
  /** By path, such as `/ledger/large-deliveries/dlv_….json.gz`. */
  readonly objects: Map<string, Uint8Array>;
}

export function createAlertsCloud(): AlertsCloud {
  const messages: string[] = [];
  const objects = new Map<string, Uint8Array>();
  const answer = ({ service, method, path, body = '' }: AwsCall): Partial<AwsResponse> => {
    if (service === 'sqs') {
      messages.push(JSON.parse(String(body)).MessageBody);
      return {};
    }
    if (method === 'PUT') {
      objects.set(path, Buffer.from(body));
      return {};
    }
    const bytes = objects.get(path);
    return bytes === undefined
      ? { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }
      : { body: Buffer.from(bytes).toString('latin1') };
  };
  return { aws: createInMemoryAwsCaller(answer), messages, objects };
}
