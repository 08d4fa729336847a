import type { AwsClients } from '../../ports/aws-clients.ts';
import type { Preflight } from '../../ports/plug-ins/action.ts';
import type { AppConfigFlagId } from '../../resources/appconfig-flag.ts';
import {
  latestConfigurationNumber,
  readConfiguration,
} from '../../resources/aws/appconfig-configurations.ts';
import type { AppConfigDeployment } from '../../resources/aws/appconfig-deployments.ts';
import { type FlagDocument, parseFlagDocument, sameFlags } from '../../resources/aws/flag-document.ts';
import { readDeployedConfiguration, readPreviousDeployment } from './deployed-configuration.ts';
import type { FlagEdit, FlagPreState } from './flag-edit.ts';

/** What is deployed now, or why the flag cannot be edited so. Changes nothing. */
export async function findFlagPreState(
  aws: AwsClients,
  name: AppConfigFlagId,
  edit: FlagEdit,
): Promise<Preflight<FlagPreState>> {
  const { profile, environment, flag } = name;
  const { current, inProgress, latestNumber } = await readDeployedConfiguration(aws, name);
  if (inProgress !== null && inProgress.number !== current?.number) {
    return no(`Deployment ${inProgress.number} to ${environment} is still ${inProgress.state}`);
  }
  if (current === null) return no(`${profile} was never deployed to ${environment}`);
  const document = parseFlagDocument(await readConfiguration(aws, name, current.version));
  if (document === null) return no(`${profile} holds no feature flags`);
  const wanted = edit.wanted(document);
  if (typeof wanted === 'string') return no(wanted);
  if (inProgress !== null && !(await wouldRevertTo(aws, name, inProgress, wanted))) {
    return no(
      `Deployment ${inProgress.number} is still ${inProgress.state} and stopping it would change more than ${flag}`,
    );
  }
  const latestVersion = await latestConfigurationNumber(aws, name);
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

/** Stopping a deployment puts back all of the version before, so that must be what is wanted and nothing else. */
async function wouldRevertTo(
  aws: AwsClients,
  name: AppConfigFlagId,
  inProgress: AppConfigDeployment,
  wanted: FlagDocument,
): Promise<boolean> {
  const previous = await readPreviousDeployment(aws, name, inProgress.number);
  if (previous === null) return false;
  const before = parseFlagDocument(await readConfiguration(aws, name, previous.version));
  return before !== null && sameFlags(before, wanted);
}

function no(reason: string): Preflight<FlagPreState> {
  return { ok: false, reason };
}
