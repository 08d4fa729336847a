import { App } from 'aws-cdk-lib';
import { FirebreakError } from '../lambdas/domain/errors.ts';
import { bundleHandlers } from '../lib/bundling/bundle-handlers.ts';
import { readConfig } from '../lib/config.ts';
import { addFirebreak, holdToRules } from '../lib/firebreak-app.ts';
import { listFunctions } from '../lib/functions/list-functions.ts';

const bundleDir = 'build/lambdas';

try {
  const app = new App();
  const config = readConfig((name) => app.node.tryGetContext(name));
  const { policy } = await bundleHandlers({ outDir: bundleDir, policyDir: config.policyDir });
  holdToRules(app);
  addFirebreak(app, { config, functions: listFunctions(policy), bundleDir });
  app.synth();
} catch (error) {
  if (!(error instanceof FirebreakError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
