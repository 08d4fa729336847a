import type { Execution } from '../../ports/action.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { createConfiguration, readConfiguration } from '../../resources/aws/appconfig-configurations.ts';
import { flagState, parseFlagDocument, sameFlags, withFlagOff } from '../../resources/aws/flag-document.ts';
import { deployUnlessChanged } from '../appconfig/deploy-unless-changed.ts';
import type { FlagPreState, SwitchOffFlagParams } from './switch-off-flag-contract.ts';

/** Stores the deployed flags with one of them off, and deploys that. Both writes are conditional on the pre-state. */
export async function deployFlagOff(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  preState: FlagPreState,
): Promise<Execution> {
  const { flag, environment, profile } = params;
  const deployment = await deployUnlessChanged(aws, params, preState.latestDeployment, {
    description: `Firebreak: ${flag} off`,
    async version() {
      const version = await versionWithFlagOff(aws, params, preState);
      return version === null
        ? { changed: `somebody else wrote a newer version of ${profile}` }
        : { version: String(version) };
    },
    async isWanted(version) {
      const document = parseFlagDocument(await readConfiguration(aws, params, version));
      return document !== null && flagState(document, flag) === 'off';
    },
  });
  switch (deployment.outcome) {
    case 'deployed': {
      const { number, version } = deployment;
      return {
        outcome: 'done',
        text: `The flag ${flag} is off in ${environment} (deployment ${number} of version ${version})`,
        postState: { deployment: number, version },
      };
    }
    case 'stale':
      return { outcome: 'stale', text: `Nothing was switched off: ${deployment.reason}` };
    case 'unknown':
      return {
        outcome: 'unknown',
        text: `Whether the flag ${flag} was switched off is not known: ${deployment.reason}`,
      };
    default:
      return deployment satisfies never;
  }
}

/** The number of a stored version that has the flag off; null when somebody else stored one in its place. */
async function versionWithFlagOff(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  preState: FlagPreState,
): Promise<number | null> {
  const before = parseFlagDocument(await readConfiguration(aws, params, preState.version));
  if (before === null) return null;
  const wanted = withFlagOff(before, params.flag);
  const created = await createConfiguration(
    aws,
    params,
    JSON.stringify(wanted),
    preState.latestVersion,
    `Firebreak: ${params.flag} off`,
  );
  if (created !== 'conflict') return created;
  const next = preState.latestVersion + 1;
  const stored = parseFlagDocument(await readConfiguration(aws, params, String(next)));
  return stored !== null && sameFlags(stored, wanted) ? next : null;
}
