import { createTimerTimeouts } from '../../adapters/timers/timer-timeouts.ts';
import type { EvidenceReading } from '../../ports/plug-ins/evidence-reader.ts';
import type { ReadEvidenceDeps } from '../../use-cases/triage/read-evidence.ts';
import type { Environment } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildHttpClient } from './build-http-client.ts';
import { buildAwsClients, buildReportedChanges } from './build-services.ts';
import { buildStores } from './build-stores.ts';
import { readPolicy } from './policy.ts';

/** What a function needs that reads one kind of evidence. */
export function buildEvidenceDeps(env: Environment, reading: EvidenceReading): ReadEvidenceDeps {
  const policy = readPolicy(env);
  const aws = buildAwsClients(env);
  return {
    incidents: buildStores(env).incidents,
    clock: systemClock,
    policy,
    reader: reading.create({
      aws,
      http: buildHttpClient(env),
      services: policy.services,
      environments: policy.environments,
      reportedChanges: buildReportedChanges(env),
    }),
    timeouts: createTimerTimeouts(),
  };
}
