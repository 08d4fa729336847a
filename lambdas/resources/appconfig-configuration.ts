import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { appConfigArns, appConfigCommandBack, appConfigFields, appConfigPage } from './appconfig-names.ts';

const schema = z.strictObject(appConfigFields);
export type AppConfigConfigurationId = z.infer<typeof schema>;

/** An AppConfig profile that holds no feature flags; those are resources of their own. */
export const appConfigConfiguration: ResourceKind<
  AppConfigConfigurationId,
  keyof ReturnType<typeof appConfigArns>
> = {
  kind: 'appconfig-configuration',
  title: 'AppConfig configuration without feature flags',
  schema,
  name: ({ profile }) => profile,
  key: ({ application, environment, profile }) =>
    `appconfig-configuration:${application}:${environment}:${profile}`,
  arns: appConfigArns,
  consoleUrl: appConfigPage,
  commandBack: appConfigCommandBack,
  describe: ({ profile }, version) =>
    `configuration ${profile}${version === undefined ? '' : ` v${version}`}`,
};
