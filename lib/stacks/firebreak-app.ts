import { type App, CfnOutput, type Environment, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { FirebreakConfig } from '../config.ts';
import type { DeployedChannel } from '../deployed-channels.ts';
import type { FunctionSpec } from '../functions/function-spec.ts';
import { queueVisibilitySeconds } from '../functions/queue-visibility.ts';
import { resourceNames } from '../functions/resource-names.ts';
import { StatefulStack } from './stateful-stack.ts';
import { StatelessStack } from './stateless-stack.ts';

export interface FirebreakProps {
  readonly config: FirebreakConfig;
  readonly functions: readonly FunctionSpec[];
  readonly channels: readonly DeployedChannel[];
  /** Directory with a bundle per handler. */
  readonly bundleDir: string;
  /** Where it is deployed to, as far as that is known: names are then written out, which takes less of the templates and policies. */
  readonly env?: Environment;
  /** Of the policy that the bundles hold. */
  readonly policyHash?: string;
}

/** Every resource is checked at synth; what is accepted has its reason beside it in the code. */
export function holdToRules(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}

/** Adds both stacks to an app. */
export function addFirebreak(
  app: App,
  { config, functions, channels, bundleDir, env = {}, policyHash = '' }: FirebreakProps,
) {
  const names = resourceNames(config.stage);
  const state = new StatefulStack(app, 'FirebreakState', {
    stackName: `${names.prefix}state`,
    description: 'Firebreak: records, accepted alerts and secrets',
    terminationProtection: true,
    suppressTemplateIndentation: true,
    env,
    config,
    names,
    queueVisibilitySeconds: queueVisibilitySeconds(functions),
    channels,
  });
  const stateless = new StatelessStack(app, 'Firebreak', {
    stackName: `${names.prefix}app`,
    description: 'Firebreak: functions, API, workflow, schedules and alarms',
    suppressTemplateIndentation: true,
    env,
    config,
    names,
    state,
    functions,
    channels,
    bundleDir,
  });
  new CfnOutput(stateless, 'PolicyHash', { value: policyHash, description: 'By what policy it decides' });
  Tags.of(app).add('firebreak:stage', config.stage);
  return { state, stateless };
}
