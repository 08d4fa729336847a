import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDynamodbIncidentStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-incident-store.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import { createInMemoryIncidentStore } from '../../../local/rehearsal/memory/stores/in-memory-incident-store.ts';
import { aFollowUp } from '../../support/builders/a-follow-up.ts';
import { aClosedIncident, aDebt, firstIncidentId } from '../../support/builders/records.ts';
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
];

const other = 'inc_01KATZ3V00000000000000000X';

describe.each(implementations)('the follow-ups of the incident store $name', ({ create }) => {
  let store: IncidentStore;
  beforeEach(async () => {
    store = await create();
  });

  it('are created once, whoever else tries at the same time', async () => {
    const racers = ['one', 'two', 'three'].map((text) => store.createFollowUp(aFollowUp({ text })));
    expect((await Promise.all(racers)).filter((result) => result === 'created')).toHaveLength(1);
    expect(await store.createFollowUp(aFollowUp({ text: 'later' }))).toBe('exists');
    expect(await store.readFollowUp(firstIncidentId, aFollowUp().id)).not.toMatchObject({ text: 'later' });
    expect(await store.readFollowUp(other, aFollowUp().id)).toBeNull();
  });

  it('are replaced by the next version only', async () => {
    await store.createFollowUp(aFollowUp());
    await store.saveFollowUp(aFollowUp({ state: 'open', version: 2 }));
    await expect(store.saveFollowUp(aFollowUp({ version: 2 }))).rejects.toBeInstanceOf(WriteConflictError);
    await expect(store.saveFollowUp(aFollowUp({ id: 'fup_none', version: 2 }))).rejects.toBeInstanceOf(
      WriteConflictError,
    );
    expect(await store.readFollowUp(firstIncidentId, aFollowUp().id)).toMatchObject({ state: 'open' });
  });

  it('are on the record of their incident, and in its outline', async () => {
    await store.createIncident(aClosedIncident());
    await store.createFollowUp(aFollowUp({ id: 'fup_b' }));
    await store.createFollowUp(aFollowUp({ id: 'fup_a' }));
    await store.createFollowUp(aFollowUp({ incidentId: other }));
    const ids = (record: { followUps: readonly { id: string }[] } | null) =>
      record?.followUps.map(({ id }) => id);
    expect(ids(await store.readRecord(firstIncidentId))).toEqual(['fup_a', 'fup_b']);
    expect(ids(await store.readOutline(firstIncidentId))).toEqual(['fup_a', 'fup_b']);
    expect((await store.listFollowUps(firstIncidentId)).map(({ id }) => id)).toEqual(['fup_a', 'fup_b']);
  });

  it('are listed across incidents until they are done or dropped, the oldest first, and apart from debts', async () => {
    await store.putDebt(aDebt());
    await store.createFollowUp(aFollowUp({ id: 'fup_new', createdAt: '2026-11-24T00:00:00.000Z' }));
    await store.createFollowUp(aFollowUp({ id: 'fup_old', incidentId: other }));
    await store.createFollowUp(aFollowUp({ id: 'fup_done' }));
    await store.saveFollowUp(aFollowUp({ id: 'fup_done', state: 'done', version: 2 }));
    await store.saveFollowUp(aFollowUp({ id: 'fup_old', incidentId: other, state: 'open', version: 2 }));
    expect((await store.listLiveFollowUps()).map(({ id }) => id)).toEqual(['fup_old', 'fup_new']);
    expect(await store.listOpenDebts()).toHaveLength(1);
  });
});
