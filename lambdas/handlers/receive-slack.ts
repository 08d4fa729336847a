import { slackRoutes } from '../http/routes/slack-routes.ts';
import { buildIngestSecrets } from '../runtime/build/build-ingest.ts';
import { readPolicy } from '../runtime/build/policy.ts';
import { requiredVariable, urlVariable } from '../runtime/env/env.ts';
import { systemClock } from '../runtime/env/system-clock.ts';
import { leanHandler } from '../runtime/middleware/lean-handler.ts';
import { verifySlack } from '../sources/verifying/slack.ts';
import type { SlashCommandDeps } from '../use-cases/intake/receive-slash-command.ts';

export const handler = leanHandler(
  slackRoutes,
  (env): SlashCommandDeps => ({
    verifySlack,
    secrets: buildIngestSecrets(env),
    sourcesSecret: requiredVariable(env, 'SOURCES_SECRET'),
    policy: readPolicy(env),
    consoleUrl: urlVariable(env, 'CONSOLE_URL'),
    clock: systemClock,
  }),
);
