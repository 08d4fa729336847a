import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { Delivery, RawRequest } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aPolicy } from '../builders/policy/a-policy.ts';
import { storedAlerts } from '../builders/stored-alerts.ts';
import { createFaults, type Faults } from '../faults/faults.ts';
import { throughFaults } from '../faults/through-faults.ts';

const severity: CompiledPolicy['severity'] = {
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

/** Everything that outlives a process: what a redelivery finds after a crash. */
export function createIngestWorld() {
  const policy = aPolicy({ correlateBy: ['service', 'environment'], severity });
  return createMemoryPorts(createManualClock('2026-11-23T02:02:10Z'), policy);
}

export type IngestWorld = ReturnType<typeof createIngestWorld>;

/** What the use cases of the ingest path stand on. */
export function ingestDeps(
  world: IngestWorld,
  faults: Faults = createFaults(null),
  policy: Partial<CompiledPolicy> = {},
) {
  return throughFaults(faults, handlerDeps({ ...world, policy: { ...world.policy, ...policy } }));
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
