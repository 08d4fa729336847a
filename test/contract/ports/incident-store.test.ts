import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbIncidentStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-incident-store.ts';
import { rememberedAlert } from '../../../lambdas/domain/correlation/repeated-firing.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { IncidentAlert } from '../../../lambdas/domain/records/alert.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import { createInMemoryIncidentStore } from '../../../local/rehearsal/memory/stores/in-memory-incident-store.ts';
import { aReading, metricsEvidence, minutes } from '../../support/builders/builders.ts';
import {
  aDebt,
  anAlert,
  anIncident,
  anIncidentAlert,
  aStepRecord,
  aTimelineEntry,
  changesEvidence,
  firstIncidentId as id,
} from '../../support/builders/records.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

const implementations = [
  { name: 'in memory', create: async () => createInMemoryIncidentStore() },
  { name: 'on DynamoDB', create: async () => createDynamodbIncidentStore(await server.newTable()) },
  {
    name: 'on DynamoDB, over items of an earlier version',
    create: async () => createDynamodbIncidentStore(await server.newEarlierTable()),
  },
];

describe.each(implementations)('the incident store $name', ({ create }) => {
  let store: IncidentStore;
  beforeEach(async () => {
    store = await create();
  });

  describe('open locks', () => {
    it('lets exactly one of fifty racing incidents open, and tells everybody who', async () => {
      const racers = Array.from({ length: 50 }, (_, n) => `inc_${n}`);
      const results = await Promise.all(
        racers.map((racer) => store.acquireOpenLock('checkout/production', racer)),
      );
      expect(results.filter(({ acquired }) => acquired)).toHaveLength(1);
      expect(new Set(results.map(({ holder }) => holder)).size).toBe(1);
    });

    it('gives the holder its lock again', async () => {
      await store.acquireOpenLock('k', 'inc_a');
      expect(await store.acquireOpenLock('k', 'inc_a')).toEqual({ holder: 'inc_a', acquired: true });
      expect(await store.acquireOpenLock('k', 'inc_b')).toEqual({ holder: 'inc_a', acquired: false });
    });

    it('is given back only by its holder', async () => {
      await store.acquireOpenLock('k', 'inc_a');
      await store.releaseOpenLock('k', 'inc_b');
      expect(await store.readOpenLock('k')).toBe('inc_a');
      await store.releaseOpenLock('k', 'inc_a');
      await store.releaseOpenLock('k', 'inc_a');
      expect(await store.readOpenLock('k')).toBeNull();
      expect(await store.acquireOpenLock('k', 'inc_b')).toEqual({ holder: 'inc_b', acquired: true });
    });

    it('keeps keys apart, however long and strange they are', async () => {
      const long = 'x'.repeat(3000);
      await store.acquireOpenLock(`${long}1`, 'inc_a');
      await store.acquireOpenLock('a#b', 'inc_b');
      expect(await store.readOpenLock(`${long}2`)).toBeNull();
      expect(await store.readOpenLock(`${long}1`)).toBe('inc_a');
      expect(await store.readOpenLock('a')).toBeNull();
    });
  });

  describe('incidents', () => {
    it('are created once', async () => {
      expect(await store.createIncident(anIncident())).toBe('created');
      expect(await store.createIncident(anIncident({ title: 'another' }))).toBe('exists');
      expect(await store.readIncident(id)).toEqual(anIncident());
    });

    it('are null when there is none', async () => {
      expect(await store.readIncident('inc_none')).toBeNull();
      expect(await store.readRecord('inc_none')).toBeNull();
      expect(await store.readOutline('inc_none')).toBeNull();
    });

    it('are read at once, in the order asked for', async () => {
      const ids = Array.from({ length: 120 }, (_, n) => `inc_${n}`);
      await Promise.all(ids.map((each) => store.createIncident(anIncident({ id: each }))));
      const asked = ['inc_none', ...ids.toReversed()];
      expect((await store.readIncidents(asked)).map((each) => each.id)).toEqual(ids.toReversed());
      expect(await store.readIncidents([])).toEqual([]);
    });

    it('are replaced by the next version and by no other', async () => {
      await store.createIncident(anIncident());
      const next = anIncident({ version: 2, status: 'triaging' });
      await store.saveIncident(next);
      await expect(store.saveIncident(next)).rejects.toBeInstanceOf(WriteConflictError);
      await expect(store.saveIncident(anIncident({ version: 4 }))).rejects.toBeInstanceOf(WriteConflictError);
      expect(await store.readIncident(id)).toEqual(next);
    });

    it('cannot be saved before they are created', async () => {
      await expect(store.saveIncident(anIncident({ version: 2 }))).rejects.toBeInstanceOf(WriteConflictError);
    });

    it('take one of fifty racing versions', async () => {
      await store.createIncident(anIncident());
      const saves = await Promise.allSettled(
        Array.from({ length: 50 }, (_, n) =>
          store.saveIncident(anIncident({ version: 2, title: `title ${n}` })),
        ),
      );
      expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('keep hostile and odd values as they are', async () => {
      const odd = anIncident({
        title: '<script>alert("☃ \u0000 \\ \' 💥")</script>',
        severityReason: '',
        correlationKey: '__proto__',
      });
      await store.createIncident(odd);
      expect(await store.readIncident(id)).toEqual(odd);
    });
  });

  describe('alerts', () => {
    const page = (number: number, version: number, ...alerts: readonly IncidentAlert[]) => ({
      number,
      version,
      alerts,
    });

    it('are kept page by page, in the order of the pages', async () => {
      const grafana = anIncidentAlert({ alert: anAlert({ source: 'grafana' }) });
      await store.saveAlertPage(id, page(1, 1, grafana));
      await store.saveAlertPage(id, page(0, 1, anIncidentAlert()));
      expect(await store.readAlertPages(id)).toEqual([page(0, 1, anIncidentAlert()), page(1, 1, grafana)]);
      expect(await store.readAlertPages('inc_other')).toEqual([]);
    });

    it('are written only over what was read', async () => {
      await store.saveAlertPage(id, page(0, 1, anIncidentAlert()));
      await expect(store.saveAlertPage(id, page(0, 1))).rejects.toBeInstanceOf(WriteConflictError);
      await store.saveAlertPage(id, page(0, 2, anIncidentAlert({ occurrences: 2 })));
      await expect(store.saveAlertPage(id, page(0, 2))).rejects.toBeInstanceOf(WriteConflictError);
      await expect(store.saveAlertPage(id, page(1, 2))).rejects.toBeInstanceOf(WriteConflictError);
      expect(await store.readAlertPages(id)).toEqual([page(0, 2, anIncidentAlert({ occurrences: 2 }))]);
    });

    it('are read without what else is kept under their incident', async () => {
      await store.createIncident(anIncident());
      await store.appendEntry(id, aTimelineEntry());
      await store.saveAlertPage(id, page(0, 1, anIncidentAlert()));
      expect(await store.readAlertPages(id)).toHaveLength(1);
    });
  });

  describe('evidence, entries and debts', () => {
    it('keep one evidence per kind', async () => {
      await store.putEvidence(id, changesEvidence());
      await store.putEvidence(id, changesEvidence({ changes: [] }));
      expect(await store.listEvidence(id)).toEqual([changesEvidence({ changes: [] })]);
      expect(await store.readEvidence(id, 'changes')).toEqual(changesEvidence({ changes: [] }));
      expect(await store.readEvidence(id, 'logs')).toBeNull();
    });

    it.each([
      ['on a grid', minutes('2026-11-23T02:00:00.000Z', [0.1 + 0.2, null, -4, 1e21, 0])],
      [
        'at odd times',
        ['02:00:00', '02:01:00', '02:03:00'].map((at) => ({ at: `2026-11-23T${at}Z`, value: 1 })),
      ],
      ['at the same time', ['02:00', '02:00'].map((at) => ({ at: `2026-11-23T${at}:00.000Z`, value: 1 }))],
      ['at no time', ['never', 'later'].map((at) => ({ at, value: null }))],
      ['alone', minutes('2026-11-23T02:00:00.000Z', [1])],
      ['none', []],
    ])('keep the points of a series: %s', async (_, points) => {
      const evidence = metricsEvidence([aReading({ points }), aReading({ name: 'traffic' })]);
      await store.putEvidence(id, evidence);
      expect(await store.listEvidence(id)).toEqual([evidence]);
    });

    it('append an entry once, whatever the repetition says', async () => {
      await store.createIncident(anIncident());
      await store.appendEntry(id, aTimelineEntry());
      await store.appendEntry(id, aTimelineEntry({ text: 'again', at: '2026-11-23T02:09:00.000Z' }));
      expect((await store.readRecord(id))?.entries).toEqual([aTimelineEntry()]);
    });

    it('keep the last state of a debt', async () => {
      await store.putDebt(aDebt());
      await store.putDebt(
        aDebt({ status: 'restored', closedAt: '2026-11-24T00:00:00.000Z', closedBy: 'ada' }),
      );
      await store.putDebt(aDebt({ resource: 'another' }));
      expect((await store.listDebts(id)).map(({ status }) => status).toSorted()).toEqual([
        'open',
        'restored',
      ]);
    });
  });

  describe('debts', () => {
    it('are changed version by version, also those that were written without one', async () => {
      await store.putDebt(aDebt());
      await store.saveDebt({ ...aDebt({ owner: 'ben' }), version: 1 });
      await expect(store.saveDebt({ ...aDebt(), version: 1 })).rejects.toBeInstanceOf(WriteConflictError);
      await expect(store.saveDebt({ ...aDebt(), version: 3 })).rejects.toBeInstanceOf(WriteConflictError);
      await store.saveDebt({ ...aDebt({ owner: 'cleo' }), version: 2 });
      expect(await store.listDebts(id)).toMatchObject([{ owner: 'cleo', version: 2 }]);
    });

    it('are listed over all incidents while they are open, the oldest first, and are no incidents', async () => {
      await store.createIncident(anIncident());
      const late = { createdAt: '2026-11-23T05:00:00.000Z' };
      await store.putDebt(aDebt({ incidentId: 'inc_late', ...late }));
      await store.putDebt(aDebt());
      await store.putDebt(aDebt({ resource: 'another', status: 'accepted', closedAt: late.createdAt }));
      expect((await store.listOpenDebts()).map(({ incidentId }) => incidentId)).toEqual([id, 'inc_late']);
      await store.saveDebt({ ...aDebt({ status: 'restored', closedAt: late.createdAt }), version: 1 });
      expect((await store.listOpenDebts()).map(({ incidentId }) => incidentId)).toEqual(['inc_late']);
      const page = await store.listIncidents({ status: 'all', limit: 10 });
      expect(page.incidents.map((each) => each.id)).toEqual([id]);
    });
  });

  describe('steps', () => {
    it('begin with version 1 and go on version by version', async () => {
      await store.saveStep(aStepRecord());
      await expect(store.saveStep(aStepRecord())).rejects.toBeInstanceOf(WriteConflictError);
      await store.saveStep(aStepRecord({ version: 2 }));
      await expect(store.saveStep(aStepRecord({ version: 2 }))).rejects.toBeInstanceOf(WriteConflictError);
      await expect(store.saveStep(aStepRecord({ index: 1, version: 2 }))).rejects.toBeInstanceOf(
        WriteConflictError,
      );
      expect(await store.readStep(id, 0)).toEqual(aStepRecord({ version: 2 }));
      expect(await store.readStep(id, 1)).toBeNull();
    });

    it('of many incidents are read at once, in the order asked for', async () => {
      const other = `${id}-other`;
      for (const step of [aStepRecord(), aStepRecord({ index: 2 }), aStepRecord({ incidentId: other })]) {
        await store.saveStep(step);
      }
      const asked = [other, id, `${id}-none`].flatMap((incidentId) =>
        Array.from({ length: 60 }, (_, index) => ({ incidentId, index })),
      );
      const found = await store.readSteps(asked);
      expect(found.map(({ incidentId, index }) => [incidentId, index])).toEqual([
        [other, 0],
        [id, 0],
        [id, 2],
      ]);
      expect(await store.readSteps([])).toEqual([]);
    });
  });

  describe('the whole record', () => {
    it('comes in order, steps by number and entries by time', async () => {
      await store.createIncident(anIncident());
      await store.saveAlertPage(id, { number: 0, version: 1, alerts: [anIncidentAlert()] });
      await store.putEvidence(id, changesEvidence());
      for (const index of [2, 10, 0, 1]) await store.saveStep(aStepRecord({ index }));
      await store.putDebt(aDebt());
      await store.appendEntry(id, aTimelineEntry({ id: 'tl_1', at: '2026-11-23T02:05:00.000Z' }));
      await store.appendEntry(id, aTimelineEntry({ id: 'tl_2', at: '2026-11-23T02:04:00.000Z' }));
      const record = await store.readRecord(id);
      expect(record?.incident).toEqual(anIncident());
      expect(record?.steps.map(({ index }) => index)).toEqual([0, 1, 2, 10]);
      expect(record?.entries.map((entry) => entry.id)).toEqual(['tl_2', 'tl_1']);
      expect([record?.alerts.length, record?.evidence.length, record?.debts.length]).toEqual([1, 1, 1]);
    });

    it('has an outline, which is the same but for what its evidence says', async () => {
      await store.createIncident(anIncident());
      await store.saveAlertPage(id, { number: 0, version: 1, alerts: [anIncidentAlert()] });
      await store.putEvidence(id, changesEvidence());
      await store.putEvidence(id, metricsEvidence());
      await store.saveStep(aStepRecord());
      await store.putDebt(aDebt());
      await store.appendEntry(id, aTimelineEntry());
      const { gatheredAt } = metricsEvidence();
      expect(await store.readOutline(id)).toEqual({
        ...(await store.readRecord(id)),
        evidence: [
          { kind: 'changes', status: 'available', gatheredAt: changesEvidence().gatheredAt },
          { kind: 'metrics', status: 'available', gatheredAt },
        ],
      });
    });

    it('is complete beyond the megabyte that one query answers', async () => {
      await store.createIncident(anIncident());
      const text = 'x'.repeat(120_000);
      const entries = Array.from({ length: 20 }, (_, n) => aTimelineEntry({ id: `tl_${n + 10}`, text }));
      for (const entry of entries) await store.appendEntry(id, entry);
      expect(await store.readRecord(id)).toMatchObject({ entries });
    });
  });

  describe('tombstones', () => {
    it('tell when a fingerprint was resolved', async () => {
      const f1 = { source: 'alertmanager', fingerprint: 'f1' };
      const others = [
        { source: 'grafana', fingerprint: 'f1' },
        { source: 'alertmanager', fingerprint: 'f2' },
      ];
      expect(await store.readTombstones([f1])).toEqual([null]);
      const resolution = { endedAt: '2026-11-23T02:02:10.000Z', saidAt: '2026-11-23T02:02:40.000Z' };
      await store.putTombstone(f1, resolution);
      const found = await store.readTombstones([...others, f1, f1]);
      expect(found).toEqual([null, null, resolution, resolution]);
      expect(await store.readTombstones([])).toEqual([]);
    });

    it('keep the later end and the later saying of two resolves, whoever writes last', async () => {
      const f1 = { source: 'alertmanager', fingerprint: 'f1' };
      const at = (minute: number) => `2026-11-23T02:0${minute}:00.000Z`;
      await store.putTombstone(f1, { endedAt: at(4), saidAt: at(4) });
      await store.putTombstone(f1, { endedAt: at(2), saidAt: at(3) });
      expect(await store.readTombstones([f1])).toEqual([{ endedAt: at(4), saidAt: at(4) }]);
      await store.putTombstone(f1, { endedAt: at(1), saidAt: at(6) });
      expect(await store.readTombstones([f1])).toEqual([{ endedAt: at(4), saidAt: at(6) }]);
      await store.putTombstone(f1, { endedAt: at(7), saidAt: at(7) });
      expect(await store.readTombstones([f1])).toEqual([{ endedAt: at(7), saidAt: at(7) }]);
    });
  });

  describe('remembered alerts', () => {
    const f1 = { source: 'alertmanager', fingerprint: 'f1' };
    const seenAt = (minute: number) =>
      rememberedAlert(anIncidentAlert({ lastSeenAt: `2026-11-23T02:0${minute}:00.000Z` }));

    it('are found by their identity', async () => {
      const other = { source: 'grafana', fingerprint: 'f1' };
      expect(await store.readRememberedAlerts([f1])).toEqual([null]);
      await store.rememberAlert(f1, seenAt(2));
      expect(await store.readRememberedAlerts([other, f1, f1])).toEqual([null, seenAt(2), seenAt(2)]);
      expect(await store.readRememberedAlerts([])).toEqual([]);
    });

    it('are as they were seen last, whoever writes last', async () => {
      for (const minute of [4, 2, 4]) await store.rememberAlert(f1, seenAt(minute));
      expect(await store.readRememberedAlerts([f1])).toEqual([seenAt(4)]);
      await store.rememberAlert(f1, seenAt(6));
      expect(await store.readRememberedAlerts([f1])).toEqual([seenAt(6)]);
    });
  });
});
