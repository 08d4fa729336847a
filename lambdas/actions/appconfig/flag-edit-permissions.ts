import type { Resource } from '../../domain/records/resource.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type AppConfigFlagId, appConfigFlag } from '../../resources/appconfig-flag.ts';
import { deploymentPermissions } from './deployment-permissions.ts';

/** What reading, storing and deploying versions of the profiles of these flags needs. Versions are numbered as they come. */
export function flagEditPermissions(targets: readonly Resource<AppConfigFlagId>[]): readonly IamStatement[] {
  const arns = targets.map(({ id }) => appConfigFlag.arns(id));
  const applications = arns.map(({ application }) => application);
  const profiles = arns.map(({ profile }) => profile);
  const versions = profiles.map((arn) => `${arn}/hostedconfigurationversion/*`);
  return [
    ...allow(
      ['appconfig:ListHostedConfigurationVersions', 'appconfig:CreateHostedConfigurationVersion'],
      [...applications, ...profiles],
    ),
    ...allow(['appconfig:GetHostedConfigurationVersion'], [...applications, ...profiles, ...versions]),
    ...deploymentPermissions(targets.map(({ id }) => id)),
  ];
}
