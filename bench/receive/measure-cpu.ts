import type { APIGatewayProxyEvent } from 'aws-lambda';
import { alertRoutes } from '../../lambdas/http/routes/alert-routes.ts';
import { createSmallLog } from '../../lambdas/runtime/log/small-log.ts';
import { receiveAlert } from '../../lambdas/use-cases/intake/receive-alert.ts';
import { anHttpEvent, anInvocation } from '../../test/support/builders/invocation.ts';
import { receivePath, token } from './receive-path.ts';
import { webhookBody } from './sample-alerts.ts';

const samples = 200;
const deliveriesPerSample = 500;
const warmUp = samples / 5;

/** Microseconds of processor time for each delivery, user and system, garbage collection included; one value per sample. */
async function measure(deliver: (body: Buffer) => Promise<unknown>): Promise<readonly number[]> {
  const bodies = Array.from({ length: deliveriesPerSample }, (_, index) => Buffer.from(webhookBody(index)));
  const perDelivery: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const before = process.cpuUsage();
    for (const body of bodies) await deliver(body);
    const { user, system } = process.cpuUsage(before);
    perDelivery.push((user + system) / deliveriesPerSample);
  }
  return perDelivery.slice(warmUp);
}

/** Verify, wrap, seal for the queue: what the function does with a request between its frame and the network. */
function receivePathOnly(): Promise<readonly number[]> {
  const deps = receivePath();
  const headers = {
    'content-type': ['application/json'],
    'user-agent': ['Alertmanager/0.28'],
    authorization: [`Bearer ${token}`],
  };
  return measure((body) => receiveAlert(deps, 'alertmanager', { headers, body, pathToken: null }));
}

/** The same in its frame: API Gateway's event is opened, the answer made and its line logged, to nowhere. */
function inItsFrame(): Promise<readonly number[]> {
  const deps = receivePath();
  const invocation = anInvocation(createSmallLog(() => {}));
  const event: APIGatewayProxyEvent = anHttpEvent('POST', '/v1/alerts/{source}', {
    pathParameters: { source: 'alertmanager' },
    multiValueHeaders: {
      'Content-Type': ['application/json'],
      'User-Agent': ['Alertmanager/0.28'],
      Authorization: [`Bearer ${token}`],
    },
    isBase64Encoded: true,
  });
  return measure((body) =>
    alertRoutes.run(() => deps, { ...event, body: body.toString('base64') }, invocation),
  );
}

process.send?.({ 'receive path': await receivePathOnly(), 'in its frame': await inItsFrame() });
process.disconnect();
