import { changeRoutes } from '../http/routes/change-routes.ts';
import { buildChangeRecorder, buildIngestSecrets } from '../runtime/build/build-ingest.ts';
import { requiredVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { leanHandler } from '../runtime/middleware/lean-handler.ts';
import { changeSourcesByName } from '../sources/changes/index.ts';
import type { ReceiveChangeDeps } from '../use-cases/intake/receive-change.ts';

export const handler = leanHandler(
  changeRoutes,
  (env): ReceiveChangeDeps => ({
    changeSources: changeSourcesByName,
    secrets: buildIngestSecrets(env),
    sourcesSecret: requiredVariable(env, 'SOURCES_SECRET'),
    reportedChanges: buildChangeRecorder(env),
    clock: systemClock,
  }),
);
