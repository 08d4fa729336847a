import { Annotations, App } from 'aws-cdk-lib';
import { FirebreakError } from '../lambdas/domain/errors.ts';
import { nobodyCommands } from '../lambdas/domain/policy/people/nobody-commands.ts';
import { usedChannels } from '../lambdas/domain/policy/people/used-channels.ts';
import { usedStatusPages } from '../lambdas/domain/policy/people/used-status-pages.ts';
import { usedTrackers } from '../lambdas/domain/policy/people/used-trackers.ts';
import { statusPages } from '../lambdas/status-pages/index.ts';
import { trackers } from '../lambdas/trackers/index.ts';
import { bundleHandlers } from '../lib/bundling/bundle-handlers.ts';
import { localStage, readConfig } from '../lib/config.ts';
import { deployChannels } from '../lib/deployed-channels.ts';
import { listFunctions } from '../lib/functions/list-functions.ts';
import { holdToLimits } from '../lib/limits/hold-to-limits.ts';
import { servicesElsewhere } from '../lib/services-elsewhere.ts';
import { addFirebreak, holdToRules } from '../lib/stacks/firebreak-app.ts';

const bundleDir = 'build/lambdas';

try {
  const app = new App();
  const context = (name: string) => app.node.tryGetContext(name);
  const config = readConfig(context);
  const { policy } = await bundleHandlers({ outDir: bundleDir, policyDir: config.policyDir });
  holdToRules(app);
  // The CDK tells the account and Region of the credentials in use; without credentials it guesses the Region.
  const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;
  const { stateless } = addFirebreak(app, {
    ...(account && region ? { env: { account, region } } : {}),
    config,
    functions: listFunctions(policy),
    channels: deployChannels(usedChannels(policy.people), context),
    trackers: deployChannels(usedTrackers(policy.people), context, trackers),
    statusPages: deployChannels(usedStatusPages(policy.people), context, statusPages),
    bundleDir,
    policyHash: policy.hash,
  });
  for (const warning of servicesElsewhere(policy, config.region || (account ? region : undefined))) {
    Annotations.of(stateless).addWarningV2('firebreak:service-elsewhere', warning);
  }
  const uncommanded = config.stage === localStage ? null : nobodyCommands(policy.people);
  if (uncommanded !== null) {
    Annotations.of(stateless).addWarningV2('firebreak:nobody-commands', `people.yaml: ${uncommanded}`);
  }
  holdToLimits(app.synth());
} catch (error) {
  if (!(error instanceof FirebreakError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
