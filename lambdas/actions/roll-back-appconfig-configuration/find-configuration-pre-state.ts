import type { AwsClients } from '../../ports/aws-clients.ts';
import type { Preflight } from '../../ports/plug-ins/action.ts';
import { hasConfigurationVersion } from '../../resources/aws/appconfig-configurations.ts';
import { readDeployedConfiguration, readPreviousDeployment } from '../appconfig/deployed-configuration.ts';
import type {
  ConfigurationPreState,
  RollBackConfigurationParams,
} from './roll-back-configuration-contract.ts';

/** What is deployed now, or why the version before cannot be deployed. Changes nothing, and reads no content. */
export async function findConfigurationPreState(
  aws: AwsClients,
  params: RollBackConfigurationParams,
): Promise<Preflight<ConfigurationPreState>> {
  const { profile, environment, fromVersion, toVersion } = params;
  const { current, inProgress, latestNumber } = await readDeployedConfiguration(aws, params);
  if (current === null) return no(`${profile} is not deployed to ${environment}`);
  if (current.version === toVersion) return no(`${profile} is on version ${toVersion} already`);
  if (current.version !== fromVersion) {
    return no(`${profile} is no longer on version ${fromVersion} but on version ${current.version}`);
  }
  if (!(await hasConfigurationVersion(aws, params, toVersion))) {
    return no(`Version ${toVersion} of ${profile} is gone`);
  }
  const deployed = { version: fromVersion, latestDeployment: latestNumber };
  if (inProgress === null) return { ok: true, preState: { ...deployed, stoppable: null } };
  if (inProgress.number !== current.number) {
    return no(`Deployment ${inProgress.number} to ${environment} is still ${inProgress.state}`);
  }
  const previous = await readPreviousDeployment(aws, params, inProgress.number);
  if (previous?.version !== toVersion) {
    return no(
      `Deployment ${inProgress.number} is still ${inProgress.state}, and stopping it would not bring version ${toVersion} back`,
    );
  }
  return { ok: true, preState: { ...deployed, stoppable: inProgress.number } };
}

function no(reason: string): Preflight<ConfigurationPreState> {
  return { ok: false, reason };
}
