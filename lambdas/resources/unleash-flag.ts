import * as z from 'zod/mini';
import { curlCommandLine } from '../domain/response/command-log/curl-command-line.ts';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { namedField } from './named-field.ts';
import { outsidePage } from './outside/outside-page.ts';
import { tokenSecretArn, tokenSecretField } from './outside/token-secret.ts';
import { unleashPlace, unleashToggle } from './outside/unleash-requests.ts';

// https://docs.getunleash.io/concepts/feature-flags: names can be in an address as they are.
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,99}$/;
const serverPattern =
  /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(\/[A-Za-z0-9._~-]{1,64})?$/;

const schema = z.strictObject({
  server: namedField(
    serverPattern,
    'must be host and path of an Unleash server, such as "eu.app.unleash-hosted.com/shop", without https://, port and /api',
  ),
  project: namedField(namePattern, 'must be the id of an Unleash project'),
  environment: namedField(namePattern, 'must be the name of an environment, such as "production"'),
  flag: namedField(namePattern, 'must be the name of a flag'),
  tokenSecret: tokenSecretField,
});
export type UnleashFlagId = z.infer<typeof schema>;

/** A feature flag of an Unleash server in one environment. */
export const unleashFlag: ResourceKind<UnleashFlagId, 'token'> = {
  kind: 'unleash-flag',
  title: 'Unleash feature flag',
  schema,
  name: ({ flag }) => flag,
  key: ({ server, project, environment, flag }) => `unleash-flag:${server}:${project}:${environment}:${flag}`,
  arns: ({ tokenSecret }) => ({ token: tokenSecretArn(tokenSecret) }),
  consoleUrl: ({ server, project, flag }) => {
    const { host, base } = unleashPlace(server);
    return outsidePage(
      host,
      `${base}/projects/${encodeURIComponent(project)}/features/${encodeURIComponent(flag)}`,
    );
  },
  commandBack: (id, { before }) =>
    before === 'on' || before === 'off' ? curlCommandLine(unleashToggle(id, before, '<token>')) : null,
  describe: ({ flag }) => `Unleash flag ${flag}`,
};
