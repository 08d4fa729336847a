import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDynamodbIncidentStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-incident-store.ts';
import { createDynamodbLeaseStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-lease-store.ts';
import type { DynamodbTable } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-table.ts';
import {
  aDebt,
  anIncident,
  anIncidentAlert,
  aStepRecord,
  aTimelineEntry,
  changesEvidence,
  firstIncidentId as id,
} from '../../support/builders/records.ts';
import { createWriteCounter } from '../../support/faults/write-counter.ts';
import { type DynamodbServer, startDynamodbServer } from '../../support/servers/dynamodb-server.ts';

let server: DynamodbServer;
beforeAll(async () => {
  server = await startDynamodbServer();
});
afterAll(async () => {
  await server.stop();
});

/** A table that counts what DynamoDB would bill as a write. */
function countWrites(table: DynamodbTable): { table: DynamodbTable; writes: () => number } {
  let writes = 0;
  const counted: DynamodbTable = {
    ...table,
    put: (item, condition) => {
      writes += 1;
      return table.put(item, condition);
    },
    delete: (key, condition) => {
      writes += 1;
      return table.delete(key, condition);
    },
  };
  return { table: counted, writes: () => writes };
}

describe('the counter of writes', () => {
  it('counts what the table really writes: one item for each writing method', async () => {
    const { table, writes } = countWrites(await server.newTable());
    const counter = createWriteCounter();
    const store = counter.count(createDynamodbIncidentStore(table));
    const leases = counter.count(createDynamodbLeaseStore(table));
    await store.acquireOpenLock('k', id);
    await store.createIncident(anIncident());
    await store.saveIncident(anIncident({ version: 2 }));
    await store.saveAlertPage(id, { number: 0, version: 1, alerts: [anIncidentAlert()] });
    await store.putEvidence(id, changesEvidence());
    await store.appendEntry(id, aTimelineEntry());
    await store.saveStep(aStepRecord());
    await store.putDebt(aDebt());
    await leases.acquireLease('alias', id, new Date(), 60);
    await leases.releaseLease('alias', id);
    await store.releaseOpenLock('k', id);
    await store.readRecord(id);
    await store.listIncidents({ status: 'all', limit: 10 });
    expect(writes()).toBe(11);
    expect(counter.total()).toBe(11);
    expect(counter.byMethod()).toMatchObject({ saveIncident: 1, acquireLease: 1 });
  });
});
