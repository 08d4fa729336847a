import { alertsByIdentity } from '../../domain/correlation/alert-pages.ts';
import type { CorrelationTarget } from '../../domain/correlation/find-correlation-target.ts';
import { stormTarget } from '../../domain/correlation/storm-target.ts';
import { dependenciesOf } from '../../domain/policy/dependencies-of.ts';
import type { IncidentAlert } from '../../domain/records/alert.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { changesInPlace } from '../../domain/response/echoes/changes-in-place.ts';
import type { ChangeInPlace } from '../../domain/response/echoes/echo-of.ts';
import type { CorrelationDeps } from './correlation-deps.ts';
import type { AlertOutcome, DeliveredAlert } from './delivered-alert.ts';

/** Alerts that go somewhere else than to an incident of their own key. */
export interface Redirect {
  /** Where to: redirects with one destination are applied at once. */
  readonly destination: string;
  readonly alerts: readonly DeliveredAlert[];
  /** Rejects with WriteConflictError when the destination is not there any more: deliver again. */
  apply(deps: CorrelationDeps, alerts: readonly DeliveredAlert[]): Promise<readonly AlertOutcome[]>;
}

/** What a suppression takes, if anything, and what it leaves. */
export interface SuppressionResult {
  readonly redirects: readonly Redirect[];
  readonly left: readonly DeliveredAlert[];
}

/** A reason of policy not to open an incident for alerts of a key. Takes only firings, with what else is about the same alerts. */
export type Suppression = (
  deps: CorrelationDeps,
  target: CorrelationTarget,
  delivered: readonly DeliveredAlert[],
  context: CorrelationContext,
) => Promise<SuppressionResult>;

/** What is open besides, read once for a batch. */
export interface CorrelationContext {
  /** The open incident of a storm, or null. */
  storm(): Promise<Incident | null>;
  /** What was kept for an incident or a window, by identity. */
  alertsOf(ownerId: string): Promise<ReadonlyMap<string, IncidentAlert>>;
  /** The open incidents, in the same environment, of services that this one depends on; the nearest dependency first. */
  dependencies(target: CorrelationTarget): Promise<readonly Incident[]>;
  /** What automation changed and has not put back, in any incident. */
  changesInPlace(): Promise<readonly ChangeInPlace[]>;
  /** Incidents that were opened since, up to `atMost`; every call after the first counts one more. */
  countOpening(since: string, atMost: number): Promise<number>;
}

/** Open incidents of one service that are looked at. */
const lookedAt = 5;

export function createCorrelationContext(
  deps: Pick<CorrelationDeps, 'incidents' | 'policy'>,
): CorrelationContext {
  const { incidents, policy } = deps;
  let storm: ReturnType<CorrelationContext['storm']> | undefined;
  let opened: Promise<number> | undefined;
  let openings = 0;
  let changes: Promise<readonly ChangeInPlace[]> | undefined;
  const dependencies = new Map<string, Promise<readonly Incident[]>>();
  const alerts = new Map<string, Promise<ReadonlyMap<string, IncidentAlert>>>();

  const openIncidentsOf = async (service: string): Promise<readonly Incident[]> =>
    (await incidents.listIncidents({ status: 'open', service, limit: lookedAt })).incidents;

  return {
    storm: () => (storm ??= readStorm(deps)),
    alertsOf(ownerId) {
      const reading = alerts.get(ownerId) ?? incidents.readAlertPages(ownerId).then(alertsByIdentity);
      alerts.set(ownerId, reading);
      return reading;
    },
    async dependencies({ service, environment }) {
      if (!policy.correlation.dependencies.suppress) return [];
      const found: Incident[] = [];
      for (const id of dependenciesOf(policy.services, service)) {
        const reading = dependencies.get(id) ?? openIncidentsOf(id);
        dependencies.set(id, reading);
        found.push(...(await reading).filter((incident) => incident.environment === environment));
      }
      return found;
    },
    changesInPlace: () =>
      (changes ??= incidents.listOpenDebts().then((debts) => changesInPlace(debts, policy.services))),
    async countOpening(since, atMost) {
      openings += 1;
      const before = openings - 1;
      opened ??= incidents.countOpenedSince(since, atMost);
      return (await opened) + before;
    },
  };
}

async function readStorm({
  incidents,
}: Pick<CorrelationDeps, 'incidents'>): ReturnType<CorrelationContext['storm']> {
  const holder = await incidents.readOpenLock(stormTarget.correlationKey);
  const incident = holder === null ? null : await incidents.readIncident(holder);
  return incident?.status === 'closed' ? null : incident;
}
