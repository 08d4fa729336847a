import { evidenceKinds } from '../evidence/index.ts';
import { type PostmortemRouteDeps, postmortemRoutes } from '../http/routes/postmortem-routes.ts';
import { postmortemFormats } from '../pages/postmortem/postmortem-formats.ts';
import { buildViewLinkKeys } from '../runtime/build/build-keys.ts';
import { buildDocuments } from '../runtime/build/build-services.ts';
import { buildSessions } from '../runtime/build/build-sessions.ts';
import { buildStores } from '../runtime/build/build-stores.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { chosenVariable, consoleAccesses } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { lambdaHandler } from '../runtime/middleware/lambda-handler.ts';

export const handler = lambdaHandler(
  postmortemRoutes,
  (env): PostmortemRouteDeps => ({
    ...buildStores(env),
    documents: buildDocuments(env),
    linkKeys: buildViewLinkKeys(env),
    browserSessions: buildSessions(env),
    policy: readPolicy(env),
    access: chosenVariable(env, 'CONSOLE_ACCESS', consoleAccesses),
    evidenceKinds,
    formats: postmortemFormats,
    clock: systemClock,
  }),
);
