import { identityOf } from '../../../../lambdas/domain/correlation/alert-pages.ts';
import { laterResolution } from '../../../../lambdas/domain/correlation/last-told.ts';
import { WriteConflictError } from '../../../../lambdas/domain/errors.ts';
import type { AlertPage, RememberedAlert, Resolution } from '../../../../lambdas/domain/records/alert.ts';
import { type Evidence, evidenceHead } from '../../../../lambdas/domain/records/evidence.ts';
import type { Incident } from '../../../../lambdas/domain/records/incident.ts';
import type { Debt, StepRecord } from '../../../../lambdas/domain/records/step-record.ts';
import type { TimelineEntry } from '../../../../lambdas/domain/records/timeline.ts';
import type { IncidentRecord, IncidentStore } from '../../../../lambdas/ports/stores/incident-store.ts';
import { pageOfIncidents } from '../in-memory-incident-list.ts';
import { createInMemoryOpenLocks } from '../in-memory-open-locks.ts';
import { createInMemoryRecoveryLooks } from '../in-memory-recovery-looks.ts';
import { jsonCopy } from '../json-copy.ts';
import { createInMemoryFollowUpStore } from './in-memory-follow-up-store.ts';

/** The incident table in the memory of one process: for tests and rehearsals. */
export function createInMemoryIncidentStore(): IncidentStore {
  const incidents = new Map<string, Incident>();
  const alertPages = new Map<string, Map<string, AlertPage>>();
  const evidence = new Map<string, Map<string, Evidence>>();
  const entries = new Map<string, Map<string, TimelineEntry>>();
  const steps = new Map<string, Map<string, StepRecord>>();
  const debts = new Map<string, Map<string, Debt>>();
  const followUps = createInMemoryFollowUpStore();
  const looks = createInMemoryRecoveryLooks();
  const tombstones = new Map<string, Resolution>();
  const remembered = new Map<string, RememberedAlert>();

  const recordOf = async (id: string): Promise<IncidentRecord | null> => {
    const incident = incidents.get(id);
    if (incident === undefined) return null;
    return {
      incident,
      alerts: valuesOf(alertPages, id).flatMap(({ alerts }) => alerts),
      evidence: valuesOf(evidence, id),
      steps: valuesOf(steps, id).sort((a, b) => a.index - b.index),
      debts: valuesOf(debts, id),
      ...looks.looksOf(id),
      followUps: await followUps.listFollowUps(id),
      entries: valuesOf(entries, id).sort(byTime),
    };
  };

  return {
    ...createInMemoryOpenLocks(),
    ...followUps,
    ...looks,

    createIncident: async (incident) => {
      if (incidents.has(incident.id)) return 'exists';
      incidents.set(incident.id, jsonCopy(incident));
      return 'created';
    },
    readIncident: async (id) => incidents.get(id) ?? null,
    readIncidents: async (ids) => ids.flatMap((id) => incidents.get(id) ?? []),
    saveIncident: async (incident) => {
      expectVersion(incidents.get(incident.id)?.version, incident.version, `incident ${incident.id}`);
      incidents.set(incident.id, jsonCopy(incident));
    },
    listIncidents: async (query) => pageOfIncidents(incidents.values(), query),
    listOpenedSince: async (service, since) =>
      pageOfIncidents(incidents.values(), { status: 'all', service, limit: incidents.size })
        .incidents.filter(({ openedAt }) => openedAt >= since)
        .map(({ id }) => id),
    countOpenedSince: async (since, atMost) => {
      const opened = incidents
        .values()
        .filter(({ status, openedAt }) => status !== 'closed' && openedAt > since);
      return [...opened.take(atMost)].length;
    },
    readRecord: recordOf,
    readOutline: async (id) => {
      const record = await recordOf(id);
      return record === null ? null : { ...record, evidence: record.evidence.map(evidenceHead) };
    },

    readAlertPages: async (ownerId) => valuesOf(alertPages, ownerId),
    saveAlertPage: async (ownerId, page) => {
      const key = String(page.number).padStart(4, '0');
      expectVersion(alertPages.get(ownerId)?.get(key)?.version ?? 0, page.version, `alerts of ${ownerId}`);
      put(alertPages, ownerId, key, page);
    },

    putEvidence: async (incidentId, found) => put(evidence, incidentId, found.kind, found),
    readEvidence: async (incidentId, kind) => evidence.get(incidentId)?.get(kind) ?? null,
    listEvidence: async (incidentId) => valuesOf(evidence, incidentId),

    appendEntry: async (incidentId, entry) => {
      if (!entries.get(incidentId)?.has(entry.id)) put(entries, incidentId, entry.id, entry);
    },

    saveStep: async (step) => {
      const stored = steps.get(step.incidentId)?.get(String(step.index));
      expectVersion(stored?.version ?? 0, step.version, `step ${step.index} of ${step.incidentId}`);
      put(steps, step.incidentId, String(step.index), step);
    },
    readStep: async (incidentId, index) => steps.get(incidentId)?.get(String(index)) ?? null,
    readSteps: async (identities) =>
      identities.flatMap(({ incidentId, index }) => steps.get(incidentId)?.get(String(index)) ?? []),
    putDebt: async (debt) => put(debts, debt.incidentId, debt.resource, debt),
    saveDebt: async (debt) => {
      const stored = debts.get(debt.incidentId)?.get(debt.resource)?.version ?? 0;
      expectVersion(stored, debt.version, `debt on ${debt.resource} of ${debt.incidentId}`);
      put(debts, debt.incidentId, debt.resource, debt);
    },
    listOpenDebts: async () =>
      [...debts.values()]
        .flatMap((each) => [...each.values()])
        .filter(({ status }) => status === 'open')
        .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)),
    listDebts: async (incidentId) => valuesOf(debts, incidentId),

    putTombstone: async (identity, resolution) => {
      const key = identityOf(identity);
      tombstones.set(key, laterResolution(tombstones.get(key) ?? resolution, resolution));
    },
    rememberAlert: async (identity, alert) => {
      const key = identityOf(identity);
      if ((remembered.get(key)?.lastSeenAt ?? '') < alert.lastSeenAt) remembered.set(key, jsonCopy(alert));
    },
    readRememberedAlerts: async (identities) =>
      identities.map((identity) => remembered.get(identityOf(identity)) ?? null),
    readTombstones: async (identities) =>
      identities.map((identity) => tombstones.get(identityOf(identity)) ?? null),
  };
}

function put<T>(kept: Map<string, Map<string, T>>, incidentId: string, key: string, value: T): void {
  const items = kept.get(incidentId) ?? new Map<string, T>();
  kept.set(incidentId, items.set(key, jsonCopy(value)));
}

/** In the order of their keys, as a table gives them. */
function valuesOf<T>(kept: ReadonlyMap<string, ReadonlyMap<string, T>>, incidentId: string): T[] {
  return [...(kept.get(incidentId) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

function placeOf({ createdAt, incidentId }: Debt): string {
  return `${createdAt}#${incidentId}`;
}

function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1;
}

function expectVersion(stored: number | undefined, next: number, what: string): void {
  if (stored !== next - 1) throw new WriteConflictError(`The ${what} changed since it was read`);
}
