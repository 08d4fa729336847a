import type { AwsClients } from '../../ports/aws-clients.ts';
import type { Undoing } from '../../ports/plug-ins/action.ts';
import type { AppConfigFlagId } from '../../resources/appconfig-flag.ts';
import type { FlagPreState } from './flag-edit.ts';
import { restoreVersion } from './restore-version.ts';

/** Puts the version back that was deployed before the edit, unless the profile was deployed again since. */
export async function undoFlagEdit(
  aws: AwsClients,
  name: AppConfigFlagId,
  { version }: FlagPreState,
  postState: Readonly<Record<string, unknown>>,
): Promise<Undoing> {
  const { flag, environment, profile } = name;
  const before = { version, description: `Firebreak: ${flag} as it was` };
  const restoring = await restoreVersion(aws, name, before, postState);
  switch (restoring.outcome) {
    case 'restored':
      return {
        outcome: 'undone',
        text: `The flag ${flag} is in ${environment} as it was, by version ${version}`,
      };
    case 'changed-since':
      return {
        outcome: 'changed-since',
        text: `${profile} was deployed again since: version ${restoring.version}`,
      };
    case 'unknown':
      return {
        outcome: 'unknown',
        text: `Whether the flag ${flag} is as it was is not known: ${restoring.reason}`,
      };
    default:
      return restoring satisfies never;
  }
}
