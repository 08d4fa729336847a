import { evidenceKinds } from '../evidence/index.ts';
import { postmortemFormats } from '../pages/postmortem/postmortem-formats.ts';
import { buildDocuments, buildRecordSigner } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { createLoggedIncidentMetrics } from '../runtime/log/incident-metrics.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';
import type { ConcludeRecordDeps } from '../use-cases/bundle/conclude-record.ts';
import type { WritePostmortemDeps } from '../use-cases/postmortem/write-postmortem.ts';
import { writePostmortemTask } from './tasks/write-postmortem.ts';

export const handler = lambdaHandler(
  writePostmortemTask,
  (env): WritePostmortemDeps & ConcludeRecordDeps => ({
    ...buildStores(env),
    documents: buildDocuments(env),
    policy: readPolicy(env),
    evidenceKinds,
    formats: postmortemFormats,
    incidentMetrics: createLoggedIncidentMetrics(),
    signer: buildRecordSigner(env),
    clock: systemClock,
  }),
);
