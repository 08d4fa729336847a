import type { IncidentAlert } from '../../domain/alert.ts';
import { alertsByIdentity } from '../../domain/correlation/alert-pages.ts';
import type { AlertPlace } from '../../domain/correlation/place-alert.ts';
import { stormPlace } from '../../domain/correlation/storm-place.ts';
import type { Incident } from '../../domain/incident.ts';
import { dependenciesOf } from '../../domain/policy/dependencies-of.ts';
import type { DeliveredAlert, Settlement } from '../delivered-alert.ts';
import type { SettleDeps } from '../settle-deps.ts';

/** Alerts that go somewhere else than to an incident of their own key. */
export interface Redirect {
  /** Where to: redirects of one target are settled at once. */
  readonly target: string;
  readonly alerts: readonly DeliveredAlert[];
  /** Rejects with WriteConflictError when the target is not there any more: deliver again. */
  settle(deps: SettleDeps, alerts: readonly DeliveredAlert[]): Promise<readonly Settlement[]>;
}

/** What a shelter takes, if anything, and what it leaves. */
export interface Sheltered {
  readonly redirects: readonly Redirect[];
  readonly left: readonly DeliveredAlert[];
}

/** Somewhere that policy has for alerts of a key for which nothing is open. Takes only firings, with what else is about them. */
export type Shelter = (
  deps: SettleDeps,
  place: AlertPlace,
  delivered: readonly DeliveredAlert[],
  around: Surroundings,
) => Promise<Sheltered>;

/** What is open besides, read once for a batch. */
export interface Surroundings {
  /** The open incident of a storm, or null. */
  storm(): Promise<Incident | null>;
  /** What was kept for an incident or a shelf, by identity. */
  alertsOf(ownerId: string): Promise<ReadonlyMap<string, IncidentAlert>>;
  /** The open incidents, in the same environment, of services that this one depends on; the nearest dependency first. */
  dependencies(place: AlertPlace): Promise<readonly Incident[]>;
  /** Incidents that were opened since, up to `atMost`; every call after the first counts one more. */
  countOpening(since: string, atMost: number): Promise<number>;
}

/** Open incidents of one service that are looked at. */
const lookedAt = 5;

export function surroundings(deps: Pick<SettleDeps, 'incidents' | 'policy'>): Surroundings {
  const { incidents, policy } = deps;
  let storm: ReturnType<Surroundings['storm']> | undefined;
  let opened: Promise<number> | undefined;
  let openings = 0;
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
    async countOpening(since, atMost) {
      openings += 1;
      const before = openings - 1;
      opened ??= incidents.countOpenedSince(since, atMost);
      return (await opened) + before;
    },
  };
}

async function readStorm({ incidents }: Pick<SettleDeps, 'incidents'>): ReturnType<Surroundings['storm']> {
  const holder = await incidents.readOpen(stormPlace.correlationKey);
  const incident = holder === null ? null : await incidents.readIncident(holder);
  return incident?.status === 'closed' ? null : incident;
}
