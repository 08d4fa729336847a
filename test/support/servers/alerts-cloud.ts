import type { SignedClient } from '../../../lambdas/adapters/aws/ingest/signed-call.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import {
  createInProcessAws,
  type InProcessRequest,
  type InProcessResponse,
} from '../../../local/world/in-process-aws.ts';

type Asked = Pick<InProcessRequest, 'service' | 'method' | 'path'> & { readonly body?: string | Uint8Array };

/** What takes the requests: to be wrapped with faults. */
export interface AlertsNetwork {
  call(asked: Asked): Promise<InProcessResponse>;
}

/** The queue of alerts and the bucket of the ledger, as their protocols have them. */
export interface AlertsCloud {
  readonly network: AlertsNetwork;
  calls(): number;
  /** Bodies of the messages that wait. */
  readonly messages: string[];
  /** By path, such as `/ledger/large-deliveries/dlv_….json.gz`. */
  readonly objects: Map<string, Uint8Array>;
}

export function createAlertsCloud(): AlertsCloud {
  const messages: string[] = [];
  const objects = new Map<string, Uint8Array>();
  let calls = 0;
  const network: AlertsNetwork = {
    async call({ service, method, path, body = '' }) {
      calls += 1;
      if (service === 'sqs') {
        messages.push(JSON.parse(Buffer.from(body).toString('utf8')).MessageBody);
        return {};
      }
      if (method === 'PUT') {
        objects.set(path, Buffer.from(body));
        return {};
      }
      const bytes = objects.get(path);
      return bytes === undefined
        ? { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }
        : { body: bytes };
    },
  };
  return { network, calls: () => calls, messages, objects };
}

export function signedClientOf(network: AlertsNetwork): SignedClient {
  return {
    async call(request) {
      const { status = 200, headers = {}, body = '' } = await network.call(request);
      return { status, headers, body: Buffer.from(body).toString('utf8') };
    },
  };
}

export function awsOf(network: AlertsNetwork): AwsClients {
  return createInProcessAws((request) => network.call(request));
}
