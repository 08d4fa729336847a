import * as z from 'zod/mini';
import { buildTokenVault } from '../runtime/build/build-approval-keys.ts';
import { buildPageLinks } from '../runtime/build/build-page-links.ts';
import { buildMailer } from '../runtime/build/build-services.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { buildWorkflow } from '../runtime/build/build-workflow.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { taskHandler } from '../runtime/middleware/task-handler.ts';
import { type HandOverDeps, handOver } from '../use-cases/handover/hand-over.ts';

const input = z.object({
  incidentId: z.string(),
  reason: z.string(),
  reminder: z._default(z.int(), 0),
  taskToken: z.string(),
});

/** Automation stops and people are notified; the workflow waits for their command. */
export const handler = taskHandler({
  input,
  build: (env): HandOverDeps => ({
    ...buildStores(env),
    workflow: buildWorkflow(env),
    vault: buildTokenVault(env),
    mailer: buildMailer(env),
    pageLinks: buildPageLinks(env),
    policy: readPolicy(env),
    clock: systemClock,
  }),
  run: handOver,
});
