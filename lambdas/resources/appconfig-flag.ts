import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { appConfigArns, appConfigCommandBack, appConfigFields, appConfigPage } from './appconfig-names.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-type-reference-feature-flags.html
const schema = z.strictObject({
  ...appConfigFields,
  flag: namedField(/^[a-z][A-Za-z0-9_-]{0,63}$/, 'must be the key of a feature flag'),
});
export type AppConfigFlagId = z.infer<typeof schema>;

/** One feature flag of an AppConfig profile in one environment. */
export const appConfigFlag: ResourceKind<AppConfigFlagId, keyof ReturnType<typeof appConfigArns>> = {
  kind: 'appconfig-flag',
  title: 'AppConfig feature flag',
  schema,
  name: ({ flag }) => flag,
  key: ({ application, environment, profile, flag }) =>
    `appconfig-flag:${application}:${environment}:${profile}:${flag}`,
  arns: appConfigArns,
  consoleUrl: appConfigPage,
  commandBack: appConfigCommandBack,
  describe: ({ flag }) => `feature flag ${flag}`,
};
