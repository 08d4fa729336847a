import * as z from 'zod/mini';
import { buildDocuments } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type WritePostmortemDeps, writePostmortem } from '../use-cases/closing/write-postmortem.ts';

/** The document of a closed incident. */
export const handler = taskHandler({
  input: z.object({ incidentId: z.string() }),
  build: (env): WritePostmortemDeps => ({
    ...buildStores(env),
    documents: buildDocuments(env),
    policy: readPolicy(env),
    clock: systemClock,
  }),
  run: writePostmortem,
});
