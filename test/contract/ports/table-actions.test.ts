import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createAwsClients } from '../../../lambdas/adapters/aws/clients/aws-clients.ts';
import { createConnections } from '../../../lambdas/adapters/aws/clients/connections.ts';
import { createDynamodbApprovalStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-approval-store.ts';
import { createDynamodbIncidentStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-incident-store.ts';
import { createDynamodbLeaseStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-lease-store.ts';
import { createDynamodbReportedChangeStore } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-reported-change-store.ts';
import { createDynamodbTable } from '../../../lambdas/adapters/aws/dynamodb/dynamodb-table.ts';
import { tableActions } from '../../../lambdas/adapters/aws/dynamodb/table-schema.ts';
import { rememberedAlert } from '../../../lambdas/domain/correlation/repeated-firing.ts';
import { type Database, startDatabase } from '../../../local/cloud/storage/database.ts';
import { createIncidentTable } from '../../../local/cloud/storage/incident-table.ts';
import {
  aDebt,
  anApproval,
  anIncident,
  anIncidentAlert,
  aStepRecord,
  aTimelineEntry,
  changesEvidence,
  firstIncidentId as id,
} from '../../support/builders/records.ts';
import { aReportedChange } from '../../support/builders/reported-changes.ts';
import { localEnv } from '../../support/servers/local-aws.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
  await createIncidentTable(database.url, 'incidents');
});
afterAll(async () => {
  await database.stop();
});

it('calls exactly what the roles of the functions allow', async () => {
  const called = new Set<string>();
  const connections = createConnections();
  const aws = createAwsClients({
    env: localEnv({ DYNAMODB: database.url }),
    send: (request, options) => {
      const [, operation = ''] = (request.headers['x-amz-target'] ?? '').split('.');
      called.add(`dynamodb:${operation}`);
      return connections(request, options);
    },
  });
  const table = createDynamodbTable(aws, 'incidents');
  const incidents = createDynamodbIncidentStore(table);
  const approvals = createDynamodbApprovalStore(table);
  const leases = createDynamodbLeaseStore(table);
  await incidents.acquireOpenLock('k', id);
  await incidents.readOpenLock('k');
  await incidents.createIncident(anIncident());
  await incidents.saveIncident(anIncident({ version: 2 }));
  await incidents.readIncident(id);
  await incidents.saveAlertPage(id, { number: 0, version: 1, alerts: [anIncidentAlert()] });
  await incidents.readAlertPages(id);
  await incidents.putEvidence(id, changesEvidence());
  await incidents.listEvidence(id);
  await incidents.readEvidence(id, 'changes');
  await incidents.appendEntry(id, aTimelineEntry());
  await incidents.saveStep(aStepRecord());
  await incidents.readStep(id, 0);
  await incidents.putDebt(aDebt());
  await incidents.saveDebt({ ...aDebt(), version: 1 });
  await incidents.listOpenDebts();
  await incidents.listDebts(id);
  const identity = { source: 'alertmanager', fingerprint: 'f1' };
  await incidents.putTombstone(identity, {
    endedAt: '2026-11-23T02:00:00.000Z',
    saidAt: '2026-11-23T02:01:00.000Z',
  });
  await incidents.readTombstones([identity]);
  await incidents.rememberAlert(identity, rememberedAlert(anIncidentAlert()));
  await incidents.readRememberedAlerts([identity]);
  await incidents.countOpenedSince('2026-11-23T02:00:00.000Z', 5);
  await incidents.readRecord(id);
  await incidents.readOutline(id);
  await incidents.readIncidents([id]);
  await incidents.listOpenedSince('checkout', '2026-11-23T02:00:00.000Z');
  await incidents.listIncidents({ status: 'all', limit: 5 });
  await approvals.createApproval(anApproval());
  await approvals.saveApproval(anApproval({ version: 2 }));
  await approvals.readApproval(anApproval().id);
  await leases.acquireLease('alias', id, new Date(), 60);
  await leases.releaseLease('alias', id);
  await leases.readLease('alias');
  const reported = createDynamodbReportedChangeStore(table);
  await reported.record(aReportedChange());
  await reported.list('acme/checkout', new Date(0));
  await incidents.releaseOpenLock('k', id);
  expect([...called].toSorted()).toEqual(Object.values(tableActions).flat().toSorted());
});
