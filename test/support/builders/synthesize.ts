import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { mail } from '../../../lambdas/channels/mail.ts';
import { logsPermissions, logsTokens } from '../../../lambdas/evidence/logs/logs-permissions.ts';
import type { ChannelSetup } from '../../../lambdas/ports/plug-ins/channel.ts';
import { readConfig } from '../../../lib/config.ts';
import { deployChannels } from '../../../lib/deployed-channels.ts';
import type { FunctionSpec } from '../../../lib/functions/function-spec.ts';
import { composeFunctions } from '../../../lib/functions/list-functions.ts';
import { addFirebreak, holdToRules } from '../../../lib/stacks/firebreak-app.ts';
import { aService } from './builders.ts';

/** The defaults that the project ships. */
const shippedContext: Readonly<Record<string, unknown>> = JSON.parse(
  readFileSync(new URL('../../../cdk.json', import.meta.url), 'utf8'),
).context;

/** Those, and what only a user can give. */
export const cdkContext: Readonly<Record<string, unknown>> = {
  ...shippedContext,
  mailFrom: 'firebreak@example.com',
  mailConfigurationSet: '',
  alarmEmail: 'oncall@example.com',
};

/** One action with one target, so that tests of the stacks do not change with the shipped actions and policy. */
const exampleAction = {
  kind: 'restart-kettle',
  title: 'Restart the kettle',
  statements: [
    {
      actions: ['lambda:UpdateAlias'],
      resources: ['arn:{partition}:lambda:{region}:{account}:function:kettle'],
    },
  ],
};

const kettle = aService({
  logs: [
    { cloudwatch: { logGroup: '/aws/lambda/kettle' } },
    { loki: { url: 'https://loki.example.com', selector: '{app="kettle"}', tokenSecret: 'loki-token' } },
  ],
});

export const exampleFunctions = composeFunctions([exampleAction], {
  changes: {
    statements: [{ actions: ['lambda:GetAlias'], resources: exampleAction.statements[0]?.resources ?? [] }],
  },
  logs: { statements: [...logsPermissions([kettle]), ...logsTokens([kettle])] },
});

export interface SynthesizeOptions {
  readonly context?: Readonly<Record<string, unknown>>;
  readonly functions?: readonly FunctionSpec[];
  /** Those that policy names. */
  readonly channels?: readonly ChannelSetup[];
  /** Runs cdk-nag and the CDK's own rules too, which takes seconds. */
  readonly rules?: boolean;
  readonly env?: Environment;
}

/** Both stacks with empty bundles. */
export function synthesize({
  context = {},
  functions = exampleFunctions,
  channels = [mail],
  rules = false,
  env = {},
}: SynthesizeOptions = {}) {
  const app = new App({
    context: {
      ...cdkContext,
      '@aws-cdk/core:validateAgainstDefaultRules': rules,
      ...context,
    },
    outdir: mkdtempSync(join(tmpdir(), 'firebreak-synth-')),
  });
  if (rules) holdToRules(app);
  const setting = (name: string) => app.node.tryGetContext(name);
  const { state, stateless } = addFirebreak(app, {
    config: readConfig(setting),
    functions,
    channels: deployChannels(
      channels.map(({ name }) => name),
      setting,
      channels,
    ),
    bundleDir: emptyBundles(functions),
    env,
  });
  return { app, state: Template.fromStack(state), stateless: Template.fromStack(stateless) };
}

function emptyBundles(functions: readonly FunctionSpec[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'firebreak-bundles-'));
  for (const { name } of functions) {
    mkdirSync(join(directory, name), { recursive: true });
    writeFileSync(join(directory, name, 'index.js'), '');
  }
  return directory;
}
