import { later } from '../../../domain/correlation/seen-alert.ts';
import { WriteConflictError } from '../../../domain/errors.ts';
import type { AlertPage, RememberedAlert } from '../../../domain/records/alert.ts';
import type { FollowUp } from '../../../domain/records/follow-up/follow-up.ts';
import type { Incident } from '../../../domain/records/incident.ts';
import type { Debt, StepRecord } from '../../../domain/records/step-record.ts';
import type { TimelineEntry } from '../../../domain/records/timeline.ts';
import type { IncidentOutline, IncidentStore } from '../../../ports/stores/incident-store.ts';
import { createDynamodbFollowUpStore } from './dynamodb-follow-up-store.ts';
import {
  countOpenedSince,
  listIncidents,
  listOpenedSince,
  openedKey,
  openness,
} from './dynamodb-incident-list.ts';
import { createDynamodbOpenLocks } from './dynamodb-open-locks.ts';
import { createDynamodbRecoveryLooks, recoveryLooksIn } from './dynamodb-recovery-looks.ts';
import { type DynamodbTable, followsOn, readRecord, recordsOf, saveVersion } from './dynamodb-table.ts';
import { evidenceHeadOf, evidenceItem, evidenceOf } from './evidence-item.ts';
import {
  alertPageKey,
  debtKey,
  entryKey,
  evidenceKey,
  incidentKey,
  incidentPartition,
  rememberedAlertKey,
  sortKeyPrefixes,
  stepKey,
  tombstoneKey,
  tombstoneSaidKey,
} from './item-keys.ts';
import type { Item, ItemKey } from './table-item.ts';
import { incidentTable } from './table-schema.ts';

const tombstoneSeconds = 24 * 60 * 60;
const rememberedSeconds = 90 * 24 * 60 * 60;

export function createDynamodbIncidentStore(table: DynamodbTable): IncidentStore {
  const listUnder = async <T>(incidentId: string, prefix: string): Promise<readonly T[]> =>
    recordsOf<T>(await table.readPartition(incidentPartition(incidentId), { prefix }));

  return {
    ...createDynamodbOpenLocks(table),
    ...createDynamodbFollowUpStore(table),
    ...createDynamodbRecoveryLooks(table),

    createIncident: async (incident) =>
      (await table.put(incidentItem(incident), 'absent')) ? 'created' : 'exists',
    readIncident: (id) => readRecord<Incident>(table, incidentKey(id)),
    readIncidents: async (ids) => recordsOf<Incident>(await table.readAll(ids.map(incidentKey))),
    async saveIncident(incident) {
      const condition = { attribute: 'version', equals: incident.version - 1 };
      if (await table.put(incidentItem(incident), condition)) return;
      throw new WriteConflictError(`The incident ${incident.id} changed since it was read`);
    },
    listIncidents: (query) => listIncidents(table, query),
    listOpenedSince: (service, since) => listOpenedSince(table, service, since),
    countOpenedSince: (since, atMost) => countOpenedSince(table, since, atMost),
    async readRecord(id) {
      const items = await table.readPartition(incidentPartition(id));
      const outline = outlineOf(items);
      return outline && { ...outline, evidence: itemsUnder(items, sortKeyPrefixes.evidence).map(evidenceOf) };
    },
    readOutline: async (id) => outlineOf(await table.readPartition(incidentPartition(id), { heads: true })),

    readAlertPages: (ownerId) => listUnder(ownerId, sortKeyPrefixes.alertPage),
    async saveAlertPage(ownerId, page) {
      const { number, version } = page;
      const item = { ...alertPageKey(ownerId, number), data: page, attributes: { version } };
      if (await table.put(item, followsOn(version))) return;
      throw new WriteConflictError(`The alerts of ${ownerId} changed since they were read`);
    },

    async putEvidence(incidentId, evidence) {
      await table.put(evidenceItem(incidentId, evidence));
    },
    async readEvidence(incidentId, kind) {
      const item = await table.read(evidenceKey(incidentId, kind));
      return item && evidenceOf(item);
    },
    async listEvidence(incidentId) {
      const prefix = sortKeyPrefixes.evidence;
      return (await table.readPartition(incidentPartition(incidentId), { prefix })).map(evidenceOf);
    },

    async appendEntry(incidentId, entry) {
      await table.put({ ...entryKey(incidentId, entry.id), data: entry, attributes: {} }, 'absent');
    },

    async saveStep(step) {
      const { incidentId, index } = step;
      const conflict = `The step ${index} of ${incidentId} changed since it was read`;
      await saveVersion(table, { ...stepKey(incidentId, index), data: step }, conflict);
    },
    readStep: (incidentId, index) => readRecord(table, stepKey(incidentId, index)),
    readSteps: async (steps) =>
      recordsOf<StepRecord>(
        await table.readAll(steps.map(({ incidentId, index }) => stepKey(incidentId, index))),
      ),
    async putDebt(debt) {
      await table.put(debtItem(debt));
    },
    async saveDebt(debt) {
      const { version, resource, incidentId } = debt;
      const before = { attribute: 'version', equals: version - 1 };
      // The first change of a debt meets one that was written without a version.
      const condition = version === 1 ? { attribute: 'version', absentOrEquals: 0 } : before;
      if (await table.put(debtItem(debt), condition)) return;
      throw new WriteConflictError(`The debt on ${resource} of ${incidentId} changed since it was read`);
    },
    listDebts: (incidentId) => listUnder(incidentId, sortKeyPrefixes.debt),
    async listOpenDebts() {
      const keys = await table.queryIndex({
        index: incidentTable.indexes.byStatus,
        partition: openDebts,
        before: null,
      });
      const debts = recordsOf<Debt>(await table.readAll(keys));
      return debts.filter(({ status }) => status === 'open').toReversed();
    },

    async putTombstone({ source, fingerprint }, { endedAt, saidAt }) {
      const keep = async (key: ItemKey, at: string): Promise<void> => {
        const expiresAt = Math.ceil(Date.parse(at) / 1000) + tombstoneSeconds;
        const attributes = { [incidentTable.timeToLiveAttribute]: expiresAt, resolvedAt: at };
        const latest = { attribute: 'resolvedAt', absentOrBelow: at };
        await table.put({ ...key, data: at, attributes }, latest);
      };
      await keep(tombstoneKey(source, fingerprint), endedAt);
      if (saidAt > endedAt) await keep(tombstoneSaidKey(source, fingerprint), saidAt);
    },
    async rememberAlert({ source, fingerprint }, remembered) {
      const { lastSeenAt } = remembered;
      const expiresAt = Math.ceil(Date.parse(lastSeenAt) / 1000) + rememberedSeconds;
      const attributes = { [incidentTable.timeToLiveAttribute]: expiresAt, lastSeenAt };
      const latest = { attribute: 'lastSeenAt', absentOrBelow: lastSeenAt };
      await table.put({ ...rememberedAlertKey(source, fingerprint), data: remembered, attributes }, latest);
    },
    async readRememberedAlerts(identities) {
      const keys = identities.map(({ source, fingerprint }) => rememberedAlertKey(source, fingerprint));
      const items = await table.readAll([...new Map(keys.map((key) => [key.pk, key])).values()]);
      const found = new Map(items.map((item) => [item.pk, item]));
      return keys.map(({ pk }) => {
        const item = found.get(pk);
        return item === undefined ? null : (recordsOf<RememberedAlert>([item])[0] ?? null);
      });
    },
    async readTombstones(identities) {
      const pairs = identities.map(({ source, fingerprint }) => ({
        ended: tombstoneKey(source, fingerprint),
        said: tombstoneSaidKey(source, fingerprint),
      }));
      const keys = pairs.flatMap(({ ended, said }) => [ended, said]);
      const nameOf = ({ pk, sk }: ItemKey) => `${pk} ${sk}`;
      const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
      const items = await table.readAll(distinct);
      const found = new Map(items.map((item) => [nameOf(item), String(item.data)]));
      return pairs.map(({ ended, said }) => {
        const endedAt = found.get(nameOf(ended));
        return endedAt === undefined
          ? null
          : { endedAt, saidAt: later(endedAt, found.get(nameOf(said)) ?? '') };
      });
    },
  };
}

/** Open debts stand in an index of their own partition, from which closing them takes them. */
const openDebts = 'debt';

function debtItem(debt: Debt): Item {
  const { byStatus } = incidentTable.indexes;
  return {
    ...debtKey(debt.incidentId, debt.resource),
    data: debt,
    attributes: {
      version: debt.version ?? 0,
      ...(debt.status === 'open'
        ? { [byStatus.partitionKey]: openDebts, [byStatus.sortKey]: `${debt.createdAt}#${debt.incidentId}` }
        : {}),
    },
  };
}

function incidentItem(incident: Incident): Item {
  return {
    ...incidentKey(incident.id),
    data: incident,
    attributes: {
      version: incident.version,
      [incidentTable.indexes.byStatus.partitionKey]: openness(incident),
      [incidentTable.indexes.byService.partitionKey]: incident.service,
      [incidentTable.indexes.byStatus.sortKey]: openedKey(incident),
    },
  };
}

function outlineOf(items: readonly Item[]): IncidentOutline | null {
  const [incident] = recordsUnder<Incident>(items, sortKeyPrefixes.incident);
  if (incident === undefined) return null;
  return {
    ...recoveryLooksIn(items),
    incident,
    alerts: recordsUnder<AlertPage>(items, sortKeyPrefixes.alertPage).flatMap(({ alerts }) => alerts),
    evidence: itemsUnder(items, sortKeyPrefixes.evidence).map(evidenceHeadOf),
    steps: recordsUnder<StepRecord>(items, sortKeyPrefixes.step),
    debts: recordsUnder<Debt>(items, sortKeyPrefixes.debt),
    followUps: recordsUnder<FollowUp>(items, sortKeyPrefixes.followUp),
    entries: recordsUnder<TimelineEntry>(items, sortKeyPrefixes.entry).toSorted(byTime),
  };
}

function recordsUnder<T>(items: readonly Item[], prefix: string): T[] {
  return recordsOf<T>(itemsUnder(items, prefix));
}

function itemsUnder(items: readonly Item[], prefix: string): readonly Item[] {
  return items.filter(({ sk }) => sk.startsWith(prefix));
}

function byTime(a: TimelineEntry, b: TimelineEntry): number {
  return a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1;
}
