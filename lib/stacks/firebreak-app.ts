import { type App, CfnOutput, type Environment, Stage, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { FirebreakConfig } from '../config.ts';
import type { DeployedChannel } from '../deployed-channels.ts';
import type { FunctionSpec } from '../functions/function-spec.ts';
import { locationsOf } from '../functions/locations-of.ts';
import { queueVisibilitySeconds } from '../functions/queue-visibility.ts';
import { type ResourceNames, resourceNames } from '../functions/resource-names.ts';
import { LocationStack } from './location-stack.ts';
import { StatefulStack } from './stateful-stack.ts';
import { StatelessStack } from './stateless-stack.ts';

export interface FirebreakProps {
  readonly config: FirebreakConfig;
  readonly functions: readonly FunctionSpec[];
  readonly channels: readonly DeployedChannel[];
  /** Where tickets go; left out: nowhere. */
  readonly trackers?: readonly DeployedChannel[];
  /** Where the public reads; left out: nowhere. */
  readonly statusPages?: readonly DeployedChannel[];
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
  {
    config,
    functions,
    channels,
    trackers = [],
    statusPages = [],
    bundleDir,
    env: given = {},
    policyHash = '',
  }: FirebreakProps,
) {
  const { account, region } = config;
  const home = account === '' ? null : { account, region };
  const env = home ?? given;
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
    channels: [...channels, ...trackers, ...statusPages],
    hasSignIn: functions.some(({ capabilities }) => capabilities.includes('read-sign-in-secret')),
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
    trackers,
    statusPages,
    bundleDir,
  });
  // Never that of the credentials in use: those of another account deploy the stack of its location.
  addLocations(app, { names, functions, home });
  new CfnOutput(stateless, 'PolicyHash', { value: policyHash, description: 'By what policy it decides' });
  Tags.of(app).add('firebreak:stage', config.stage);
  return { state, stateless };
}

interface Locations {
  readonly names: ResourceNames;
  readonly functions: readonly FunctionSpec[];
  readonly home: { readonly account: string; readonly region: string } | null;
}

/** A stack for each location in another account. They are a stage of their own: `cdk deploy --all` has credentials of one account only. */
function addLocations(app: App, { names, functions, home }: Locations): void {
  const locations = locationsOf(functions, home);
  if (locations.length === 0) return;
  const stage = new Stage(app, 'Locations');
  for (const located of locations) {
    const { id } = located.location;
    new LocationStack(stage, id, {
      ...located,
      names,
      stackName: `${names.prefix}in-${id}`,
      description: `Firebreak: what it may do in the location ${id}`,
      suppressTemplateIndentation: true,
    });
  }
}
