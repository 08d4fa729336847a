import { evidenceKinds } from '../evidence/index.ts';
import { postmortemFormats } from '../pages/postmortem/postmortem-formats.ts';
import { buildNotifier } from '../runtime/build/build-notifier.ts';
import { buildDocuments, buildRecordSigner } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { createLoggedIncidentMetrics } from '../runtime/log/incident-metrics.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { TendPostmortemsDeps } from '../use-cases/postmortem/tend-postmortems.ts';
import { tendPostmortemsTask } from './tasks/tend-postmortems.ts';

export const handler = lambdaHandler(
  tendPostmortemsTask,
  (env): TendPostmortemsDeps => ({
    ...buildStores(env),
    documents: buildDocuments(env),
    notifier: buildNotifier(env),
    policy: readPolicy(env),
    evidenceKinds,
    formats: postmortemFormats,
    incidentMetrics: createLoggedIncidentMetrics(),
    signer: buildRecordSigner(env),
    clock: systemClock,
  }),
);
