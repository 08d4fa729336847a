import * as z from 'zod/mini';
import { curlCommandLine } from '../domain/response/command-log/curl-command-line.ts';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { namedField } from './named-field.ts';
import { launchDarklyToggle } from './outside/launchdarkly-requests.ts';
import { outsidePage } from './outside/outside-page.ts';
import { tokenSecretArn, tokenSecretField } from './outside/token-secret.ts';

// https://launchdarkly.com/docs/home/account/project
const keyPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,255}$/;
// https://launchdarkly.com/docs/home/infrastructure/eu-federal
const hostField = namedField(
  /^app(\.eu)?\.launchdarkly\.com$|^app\.launchdarkly\.us$/,
  'must be app.launchdarkly.com, app.eu.launchdarkly.com or app.launchdarkly.us',
);

const schema = z.strictObject({
  host: z._default(hostField, 'app.launchdarkly.com'),
  project: namedField(keyPattern, 'must be the key of a LaunchDarkly project, not its name'),
  environment: namedField(keyPattern, 'must be the key of an environment, not its name'),
  flag: namedField(keyPattern, 'must be the key of a flag, not its name'),
  tokenSecret: tokenSecretField,
});
export type LaunchDarklyFlagId = z.infer<typeof schema>;

/** A feature flag at LaunchDarkly in one environment. */
export const launchDarklyFlag: ResourceKind<LaunchDarklyFlagId, 'token'> = {
  kind: 'launchdarkly-flag',
  title: 'LaunchDarkly feature flag',
  schema,
  name: ({ flag }) => flag,
  key: ({ host, project, environment, flag }) =>
    `launchdarkly-flag:${host}:${project}:${environment}:${flag}`,
  arns: ({ tokenSecret }) => ({ token: tokenSecretArn(tokenSecret) }),
  consoleUrl: ({ host, project, environment, flag }) => {
    const [of, at, key] = [project, flag, environment].map(encodeURIComponent);
    return outsidePage(host, `/projects/${of}/flags/${at}/targeting?env=${key}&selected-env=${key}`);
  },
  commandBack: (id, { before }) =>
    before === 'on' || before === 'off'
      ? curlCommandLine(launchDarklyToggle(id, before, 'put back by hand', '<token>'))
      : null,
  describe: ({ flag }) => `LaunchDarkly flag ${flag}`,
};
