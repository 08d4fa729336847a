import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { correlateAlerts } from '../../lambdas/use-cases/correlation/correlate-alerts.ts';
import { alertmanagerDelivery, createIngestWorld, ingestDeps } from '../../test/support/worlds/ingest.ts';

export interface Correlated {
  readonly microsecondsPerAlert: number;
  readonly heapMegabytes: number;
}

const keys = 100;
const batchSize = 100;
const warmUp = 5000;

/** Firing alerts of so many keys, in batches, over stores in memory; the ledger's lines are let go, as S3 would have them. */
async function correlateMany(alerts: number): Promise<Correlated> {
  await run(warmUp);
  const collect = garbageCollector();
  collect();
  const before = process.cpuUsage();
  const kept = await run(alerts);
  const { user, system } = process.cpuUsage(before);
  collect();
  const heapMegabytes = process.memoryUsage().heapUsed / 1e6;
  // The stores are still there when memory is taken.
  if ((await kept.incidents.listIncidents({ status: 'all', limit: 1 })).incidents.length !== 1) {
    throw new Error('No incident was opened');
  }
  return { microsecondsPerAlert: (user + system) / alerts, heapMegabytes };
}

async function run(alerts: number) {
  const world = createIngestWorld();
  const ledger = { ...world.ledger, writeBatch: async () => {} };
  const deps = { ...ingestDeps(world), ledger };
  for (let done = 0; done < alerts; done += batchSize) {
    const batch = Array.from({ length: batchSize }, (_, index) =>
      alertmanagerDelivery(done + index, { service: `service-${(done + index) % keys}` }),
    );
    const { failed } = await correlateAlerts(deps, batch);
    if (failed.length > 0) throw new Error(`${failed.length} deliveries failed`, { cause: failed[0]?.error });
  }
  return world;
}

function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('There is no way to collect garbage');
  return () => {
    collect();
  };
}

process.send?.(await correlateMany(Number(process.argv[2])));
process.disconnect();
