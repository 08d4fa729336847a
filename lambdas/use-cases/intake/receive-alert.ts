import { ConfigurationError, PayloadTooLargeError } from '../../domain/errors.ts';
import { type AlertQueue, longestBodyBytes } from '../../ports/alert-queue.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Ids } from '../../ports/ids.ts';
import type { AlertSource, Delivery, RawRequest, SourceResponse } from '../../ports/plug-ins/alert-source.ts';
import { type AuthenticationDeps, authenticateSender } from './authenticate-sender.ts';
import { deliveryContent } from './delivery-content.ts';

export interface ReceiveAlertDeps extends AuthenticationDeps {
  readonly sources: ReadonlyMap<string, AlertSource>;
  readonly queue: AlertQueue;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Authenticates one request over its raw bytes and queues it: after the answer it is never lost. Throws UnauthenticatedError, the
 * same whatever was wrong; PayloadTooLargeError; DependencyUnavailableError when the sender should try again.
 */
export async function receiveAlert(
  deps: ReceiveAlertDeps,
  sourceName: string,
  request: RawRequest,
): Promise<SourceResponse> {
  if (request.body.byteLength > longestBodyBytes) {
    throw new PayloadTooLargeError('The body is larger than 10 MB (10485760 bytes)');
  }
  const now = deps.clock.now();
  const sender = { source: deps.sources.get(sourceName), secretName: sourceName, decoy: decoySource(deps) };
  const { source, replayable } = await authenticateSender(deps, sender, request, now);
  const delivery: Delivery = {
    id: deps.ids.next('dlv'),
    source: source.name,
    receivedAt: now.toISOString(),
    ...deliveryContent(request, source),
    ...(replayable ? { replayable } : {}),
  };
  await deps.queue.send(delivery);
  return source.accepted?.(delivery) ?? { status: 202, body: { deliveryId: delivery.id } };
}

function decoySource({ sources }: ReceiveAlertDeps): AlertSource {
  const [any] = sources.values();
  if (any === undefined) throw new ConfigurationError('No alert source is registered');
  return any;
}
