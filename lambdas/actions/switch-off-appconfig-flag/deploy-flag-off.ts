import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { Execution } from '../../ports/action.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { createConfiguration, readConfiguration } from '../../resources/aws/appconfig-configurations.ts';
import { startDeployment } from '../../resources/aws/appconfig-deployments.ts';
import { flagState, parseFlagDocument, sameFlags, withFlagOff } from '../../resources/aws/flag-document.ts';
import { readDeployedConfiguration } from './deployed-configuration.ts';
import type { FlagPreState, SwitchOffFlagParams } from './switch-off-flag-contract.ts';

const attempts = 2;

/**
 * Stores the deployed flags with one of them off, and deploys that. Both writes are conditional on the pre-state; each
 * attempt begins by looking, so a lost answer or a second run finds what is there instead of doing it again.
 */
export async function deployFlagOff(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  preState: FlagPreState,
): Promise<Execution> {
  let reason = '';
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const execution = await attemptOnce(aws, params, preState);
      if (execution !== 'look again') return execution;
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
  }
  return await lastLook(aws, params, preState, reason);
}

async function attemptOnce(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  preState: FlagPreState,
): Promise<Execution | 'look again'> {
  const found = await look(aws, params, preState);
  if (found !== 'untouched') return found;
  const version = await versionWithFlagOff(aws, params, preState);
  if (version === null) return stale(`a newer version of ${params.profile} was written`);
  const number = await startDeployment(
    aws,
    params,
    { profile: params.profile, version: String(version), description: `Firebreak: ${params.flag} off` },
    preState.latestDeployment,
  );
  return number === 'conflict' ? 'look again' : done(params, number, String(version));
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

async function look(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  preState: FlagPreState,
): Promise<Execution | 'untouched'> {
  const { current, latestNumber, inProgress } = await readDeployedConfiguration(aws, params, params.profile);
  if (latestNumber === preState.latestDeployment) return 'untouched';
  if (current === null || current.number <= preState.latestDeployment) {
    const busy = inProgress === null ? '' : `; deployment ${inProgress.number} is ${inProgress.state}`;
    return stale(`something else was deployed to ${params.environment}${busy}`);
  }
  const document = parseFlagDocument(await readConfiguration(aws, params, current.version));
  if (document !== null && flagState(document, params.flag) === 'off') {
    return done(params, current.number, current.version);
  }
  return stale(`version ${current.version} of ${params.profile} was deployed`);
}

async function lastLook(
  aws: AwsClients,
  params: SwitchOffFlagParams,
  preState: FlagPreState,
  reason: string,
): Promise<Execution> {
  const text = `Whether the flag ${params.flag} was switched off is not known: ${reason || 'AppConfig refused'}`;
  try {
    const found = await look(aws, params, preState);
    return found === 'untouched' ? { outcome: 'unknown', text } : found;
  } catch (error) {
    if (!(error instanceof DependencyUnavailableError)) throw error;
    return { outcome: 'unknown', text };
  }
}

function done({ flag, environment }: SwitchOffFlagParams, deployment: number, version: string): Execution {
  return {
    outcome: 'done',
    text: `The flag ${flag} is off in ${environment} (deployment ${deployment} of version ${version})`,
    postState: { deployment, version },
  };
}

function stale(what: string): Execution {
  return { outcome: 'stale', text: `Nothing was switched off: ${what} by somebody else` };
}
