import type { AwsClients } from '../../ports/aws-clients.ts';
import type { Execution } from '../../ports/plug-ins/action.ts';
import type { AppConfigFlagId } from '../../resources/appconfig-flag.ts';
import { createConfiguration, readConfiguration } from '../../resources/aws/appconfig-configurations.ts';
import { parseFlagDocument, sameFlags } from '../../resources/aws/flag-document.ts';
import { deployUnlessChanged } from './deploy-unless-changed.ts';
import type { FlagEdit, FlagPreState } from './flag-edit.ts';
import { stopUnlessFinished } from './stop-unless-finished.ts';

/** `done`: what is true then, such as `The flag new-pricing is off in prod`; `note` stands with the version in AppConfig. */
export interface EditWords {
  readonly done: string;
  readonly note: string;
}

/**
 * Stops the deployment that changed the flag while that is possible; else stores the deployed flags with this one as wanted and deploys
 * that. Each write is conditional on the pre-state.
 */
export async function editFlag(
  aws: AwsClients,
  name: AppConfigFlagId,
  preState: FlagPreState,
  edit: FlagEdit,
  { done, note }: EditWords,
): Promise<Execution> {
  const { flag, profile } = name;
  const { stoppable, version: deployedVersion, latestDeployment } = preState;
  if (stoppable !== null) {
    const stop = await stopUnlessFinished(aws, name, stoppable);
    if (stop.outcome === 'unknown') {
      const text = `Whether deployment ${stoppable} was stopped is not known: ${stop.reason}`;
      return { outcome: 'unknown', text };
    }
    if (stop.outcome === 'stopped') {
      const text = `${done}: deployment ${stoppable} of version ${deployedVersion} was stopped`;
      return { outcome: 'done', text, postState: { deployment: stoppable, stopped: true } };
    }
  }
  const deployment = await deployUnlessChanged(aws, name, latestDeployment, {
    description: `Firebreak: ${note}`,
    async version() {
      const version = await storeEdited(aws, name, preState, edit, note);
      return version === null
        ? { changed: `somebody else wrote a newer version of ${profile}` }
        : { version: String(version) };
    },
    async isWanted(version) {
      const document = parseFlagDocument(await readConfiguration(aws, name, version));
      return document !== null && edit.holds(document);
    },
  });
  switch (deployment.outcome) {
    case 'deployed': {
      const { number, version } = deployment;
      return {
        outcome: 'done',
        text: `${done} (deployment ${number} of version ${version})`,
        postState: { deployment: number, version },
      };
    }
    case 'stale':
      return { outcome: 'stale', text: `The flag ${flag} was left as it is: ${deployment.reason}` };
    case 'unknown':
      return {
        outcome: 'unknown',
        text: `Whether the flag ${flag} was changed is not known: ${deployment.reason}`,
      };
    default:
      return deployment satisfies never;
  }
}

/** The number of a stored version that has the flag as wanted; null when somebody else stored one in its place. */
async function storeEdited(
  aws: AwsClients,
  name: AppConfigFlagId,
  preState: FlagPreState,
  edit: FlagEdit,
  note: string,
): Promise<number | null> {
  const before = parseFlagDocument(await readConfiguration(aws, name, preState.version));
  const wanted = before === null ? 'no flags' : edit.wanted(before);
  if (typeof wanted === 'string') return null;
  const { latestVersion } = preState;
  const created = await createConfiguration(
    aws,
    name,
    JSON.stringify(wanted),
    latestVersion,
    `Firebreak: ${note}`,
  );
  if (created !== 'conflict') return created;
  const next = latestVersion + 1;
  const stored = parseFlagDocument(await readConfiguration(aws, name, String(next)));
  return stored !== null && sameFlags(stored, wanted) ? next : null;
}
