import { createSnsCertificates } from '../adapters/aws/messages/sns-certificates.ts';
import { alertRoutes } from '../http/routes/alert-routes.ts';
import { buildAlertQueue, buildIngestSecrets } from '../runtime/build/build-ingest.ts';
import { requiredVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { createUlidIds } from '../runtime/env/ulid-ids.ts';
import { leanHandler } from '../runtime/middleware/lean-handler.ts';
import { sourcesByName } from '../sources/index.ts';
import type { ReceiveAlertDeps } from '../use-cases/intake/receive-alert.ts';

export const handler = leanHandler(
  alertRoutes,
  (env): ReceiveAlertDeps => ({
    sources: sourcesByName,
    secrets: buildIngestSecrets(env),
    sourcesSecret: requiredVariable(env, 'SOURCES_SECRET'),
    queue: buildAlertQueue(env),
    fetchCertificate: createSnsCertificates(),
    clock: systemClock,
    ids: createUlidIds(systemClock),
  }),
);
