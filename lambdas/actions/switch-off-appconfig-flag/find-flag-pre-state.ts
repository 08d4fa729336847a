import type { Preflight } from '../../ports/action.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  latestConfigurationNumber,
  readConfiguration,
} from '../../resources/aws/appconfig-configurations.ts';
import type { AppConfigDeployment } from '../../resources/aws/appconfig-deployments.ts';
import {
  type FlagDocument,
  flagState,
  parseFlagDocument,
  sameFlags,
  withFlagOff,
} from '../../resources/aws/flag-document.ts';
import { readDeployedConfiguration, readPreviousDeployment } from '../appconfig/deployed-configuration.ts';
import type { FlagPreState, SwitchOffFlagParams } from './switch-off-flag-contract.ts';

/** What is deployed now, or why the flag cannot be switched off. Changes nothing. */
export async function findFlagPreState(
  aws: AwsClients,
  params: SwitchOffFlagParams,
): Promise<Preflight<FlagPreState>> {
  const { profile, environment, flag } = params;
  const { current, inProgress, latestNumber } = await readDeployedConfiguration(aws, params);
  if (inProgress !== null && inProgress.number !== current?.number) {
    return no(`Deployment ${inProgress.number} to ${environment} is still ${inProgress.state}`);
  }
  if (current === null) return no(`${profile} was never deployed to ${environment}`);
  const document = parseFlagDocument(await readConfiguration(aws, params, current.version));
  if (document === null) return no(`${profile} holds no feature flags`);
  const state = flagState(document, flag);
  if (state === 'off') return no(`The flag ${flag} is off already`);
  if (state === 'absent') return no(`${profile} has no flag ${flag} with one value to switch off`);
  if (inProgress !== null && !(await switchedOnlyThisFlag(aws, params, inProgress, document))) {
    return no(
      `Deployment ${inProgress.number} is still ${inProgress.state} and stopping it would change more than ${flag}`,
    );
  }
  const latestVersion = await latestConfigurationNumber(aws, params);
  return {
    ok: true,
    preState: {
      version: current.version,
      latestDeployment: latestNumber,
      latestVersion,
      stoppable: inProgress?.number ?? null,
    },
  };
}

/** Stopping a deployment puts back all of the version before, so it must differ in nothing else. */
async function switchedOnlyThisFlag(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  inProgress: AppConfigDeployment,
  document: FlagDocument,
): Promise<boolean> {
  const previous = await readPreviousDeployment(aws, params, inProgress.number);
  if (previous === null) return false;
  const before = parseFlagDocument(await readConfiguration(aws, params, previous.version));
  return before !== null && sameFlags(before, withFlagOff(document, params.flag));
}

function no(reason: string): Preflight<FlagPreState> {
  return { ok: false, reason };
}
