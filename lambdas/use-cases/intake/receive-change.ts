import { ConfigurationError, InvalidInputError } from '../../domain/errors.ts';
import { type ReportedChange, reportedChangeDays } from '../../domain/records/reported-change.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RawRequest, SourceResponse } from '../../ports/plug-ins/alert-source.ts';
import type { ChangeSource } from '../../ports/plug-ins/change-source.ts';
import type { ReportedChangeStore } from '../../ports/stores/reported-change-store.ts';
import { type AuthenticationDeps, authenticateSender } from './authenticate-sender.ts';
import { deliveryContent } from './delivery-content.ts';

export interface ReceiveChangeDeps extends Omit<AuthenticationDeps, 'fetchCertificate'> {
  readonly changeSources: ReadonlyMap<string, ChangeSource>;
  readonly reportedChanges: Pick<ReportedChangeStore, 'record'>;
  readonly clock: Clock;
}

/** In one delivery. */
const mostChanges = 25;

/**
 * Authenticates one request over its raw bytes and keeps the changes that it reports: after the 202 they are durable, and
 * sending it again changes nothing. Throws UnauthenticatedError, the same whatever was wrong; InvalidInputError, saying
 * what of the body is not as documented; DependencyUnavailableError when the sender should try again.
 */
export async function receiveChange(
  deps: ReceiveChangeDeps,
  sourceName: string,
  request: RawRequest,
): Promise<SourceResponse> {
  const now = deps.clock.now();
  const found = deps.changeSources.get(sourceName);
  const sender = { source: found, secretName: found?.secretName ?? sourceName, decoy: decoySource(deps) };
  const { source } = await authenticateSender({ ...deps, fetchCertificate }, sender, request, now);
  const parsed = source.parse(deliveryContent(request), now);
  if (parsed.outcome === 'unreadable') throw new InvalidInputError(parsed.reason);
  if (parsed.outcome === 'ignored') return { status: 202, body: { changes: [], ignored: parsed.reason } };
  if (parsed.changes.length > mostChanges) {
    throw new InvalidInputError(`A delivery may report ${mostChanges} changes at most`);
  }
  const oldest = new Date(now.getTime() - reportedChangeDays * 86_400_000).toISOString();
  const changes = parsed.changes.filter(({ at }) => at >= oldest).map((change) => notInFuture(change, now));
  await Promise.all(changes.map((change) => deps.reportedChanges.record(change)));
  return {
    status: 202,
    body: {
      changes: changes.map(({ subject, environment, at, state }) => ({ subject, environment, at, state })),
      ...(parsed.unread === undefined ? {} : { unread: parsed.unread }),
    },
  };
}

async function fetchCertificate(): Promise<never> {
  throw new ConfigurationError('No source of changes signs with a certificate');
}

/** Clocks of senders may be ahead; what is reported has happened. */
function notInFuture(change: ReportedChange, now: Date): ReportedChange {
  return change.at <= now.toISOString() ? change : { ...change, at: now.toISOString() };
}

function decoySource({ changeSources }: ReceiveChangeDeps): ChangeSource {
  const [any] = changeSources.values();
  if (any === undefined) throw new ConfigurationError('No source of changes is registered');
  return any;
}
