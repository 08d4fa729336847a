import { correlationSchema } from '../../../lambdas/domain/policy/correlation-schema.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import type { Delivery, RawRequest } from '../../../lambdas/ports/alert-source.ts';
import { sourcesByName } from '../../../lambdas/sources/index.ts';
import type { CorrelateAlertsDeps } from '../../../lambdas/use-cases/correlation/correlate-alerts.ts';
import type { ReceiveAlertDeps } from '../../../lambdas/use-cases/intake/receive-alert.ts';
import { createInMemoryAlertQueue } from '../../../local/rehearsal/memory/in-memory-alert-queue.ts';
import { createInMemoryDeliveryLedger } from '../../../local/rehearsal/memory/in-memory-delivery-ledger.ts';
import { createInMemoryIncidentStore } from '../../../local/rehearsal/memory/in-memory-incident-store.ts';
import { createInMemorySecrets } from '../../../local/rehearsal/memory/in-memory-secrets.ts';
import { createInMemoryWorkflow } from '../../../local/rehearsal/memory/in-memory-workflow.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createSequentialIds } from '../../../local/rehearsal/memory/sequential-ids.ts';
import { unlimited } from '../../../local/rehearsal/memory/unlimited.ts';
import { storedAlerts } from '../builders/stored-alerts.ts';
import { createFaults, type Faults } from '../faults/faults.ts';

const severity: CorrelateAlertsDeps['policy']['severity'] = {
  rules: [
    {
      id: 'data-loss',
      when: "alert.labels.alertname == 'DataLoss'",
      severity: 'SEV1',
      symptom: 'data-corruption',
      reason: 'Data is being lost.',
      place: 'severity.yaml:3',
    },
  ],
  default: { severity: 'SEV3', symptom: 'unknown', reason: 'No rule fits.', place: 'severity.yaml:9' },
};

const sourceSecrets = { alertmanager: ['new-secret', 'old-secret'], 'events-v2': ['routing-key-1'] };

/** Everything that outlives a process: what a redelivery finds after a crash. */
export function createIngestWorld() {
  const clock = createManualClock('2026-11-23T02:02:10Z');
  return {
    clock,
    ids: createSequentialIds(clock),
    queue: createInMemoryAlertQueue(),
    incidents: createInMemoryIncidentStore(),
    workflow: createInMemoryWorkflow(),
    ledger: createInMemoryDeliveryLedger(),
    subscriptions: { confirm: async () => 'It is confirmed' },
  };
}

export type IngestWorld = ReturnType<typeof createIngestWorld>;

export function receiveDeps(world: IngestWorld, faults: Faults = createFaults(null)): ReceiveAlertDeps {
  return {
    sources: sourcesByName,
    secrets: faults.wrap('secrets', createInMemorySecrets({ sources: JSON.stringify(sourceSecrets) })),
    sourcesSecret: 'sources',
    queue: faults.wrap('queue', world.queue),
    fetchCertificate: async () => '',
    clock: world.clock,
    ids: world.ids,
  };
}

export function correlateDeps(
  world: IngestWorld,
  faults: Faults = createFaults(null),
  policy: Partial<CorrelateAlertsDeps['policy']> = {},
): CorrelateAlertsDeps {
  return {
    sources: sourcesByName,
    evidenceKinds,
    policy: {
      hash: 'a'.repeat(64),
      correlateBy: ['service', 'environment'],
      correlation: correlationSchema.parse({}),
      services: [],
      severity,
      ...policy,
    },
    incidents: faults.wrap('incidents', world.incidents),
    workflow: faults.wrap('workflow', world.workflow),
    ledger: faults.wrap('ledger', world.ledger),
    subscriptions: faults.wrap('subscriptions', world.subscriptions),
    clock: world.clock,
    rateLimiter: unlimited,
  };
}

export function bearerRequest(token: string, body = '{}'): RawRequest {
  return { headers: { authorization: [`Bearer ${token}`] }, body: Buffer.from(body), pathToken: null };
}

export interface AlertmanagerAlert {
  readonly service?: string;
  readonly name?: string;
  readonly status?: 'firing' | 'resolved';
  readonly startsAt?: string;
  readonly endsAt?: string;
}

/** A delivery of Alertmanager with one alert, received so many seconds after the first. */
export function alertmanagerDelivery(seconds: number, alert: AlertmanagerAlert = {}): Delivery {
  const { service = 'checkout', name = 'ErrorRateHigh', status = 'firing' } = alert;
  const { startsAt = '2026-11-23T02:01:00Z', endsAt = '2026-11-23T02:05:00Z' } = alert;
  const labels = { alertname: name, service, environment: 'production', severity: 'critical' };
  return {
    id: `dlv_${String(seconds).padStart(26, '0')}`,
    source: 'alertmanager',
    receivedAt: new Date(Date.parse('2026-11-23T02:02:10Z') + seconds * 1000).toISOString(),
    headers: {},
    body: JSON.stringify({
      version: '4',
      status,
      alerts: [{ status, labels, startsAt, endsAt, fingerprint: `${service}-${name}` }],
    }),
  };
}

export async function allIncidents({
  incidents,
}: Pick<IngestWorld, 'incidents'>): Promise<readonly Incident[]> {
  return (await incidents.listIncidents({ status: 'all', limit: 1000 })).incidents;
}

/** What must be the same whatever the order and the faults: keys, and which alerts are live. Times aside. */
export async function finalState(world: IngestWorld) {
  const found = await allIncidents(world);
  const state = await Promise.all(
    found.map(async ({ id, correlationKey, status }) => ({
      correlationKey,
      status,
      started: world.workflow.started().includes(id),
      alerts: (await inOrderOfNames(world, id)).map(({ alert }) => ({
        fingerprint: alert.fingerprint,
        status: alert.status,
        startsAt: alert.startsAt,
        endsAt: alert.endsAt,
      })),
    })),
  );
  return state.toSorted((a, b) => (a.correlationKey < b.correlationKey ? -1 : 1));
}

async function inOrderOfNames({ incidents }: IngestWorld, id: string) {
  const alerts = await storedAlerts(incidents, id);
  return alerts.toSorted((a, b) => (a.alert.fingerprint < b.alert.fingerprint ? -1 : 1));
}
