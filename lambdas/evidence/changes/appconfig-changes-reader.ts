import {
  type FlagDocument,
  flagState,
  parseFlagDocument,
} from '../../actions/switch-off-appconfig-flag/flag-document.ts';
import type { ServicePolicy } from '../../domain/policy/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import { changeLookBackHours, hoursBefore } from '../../domain/triage/changes/change-window.ts';
import { trackRecordBefore } from '../../domain/triage/changes/track-record.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { readConfiguration } from '../../resources/aws/appconfig-configurations.ts';
import {
  type AppConfigDeployment,
  type EnvironmentName,
  revertedStates,
} from '../../resources/aws/appconfig-deployments.ts';
import { consolePage } from '../../resources/aws/console-page.ts';
import { type AppConfigHistory, createAppConfigHistories } from './appconfig-history.ts';
import type { ChangesReader } from './changes-reader.ts';

type Flag = ServicePolicy['flags'][number]['appConfig'];

/** A deployment of a flag document that took effect. */
interface FlagDeployment {
  readonly deployment: AppConfigDeployment;
  readonly at: string;
  readonly document: FlagDocument;
}

/**
 * What was switched or edited in the feature flags that policy names, and how to switch it off again; and what was deployed
 * of its other configuration profiles, whose content is not read: it may hold what is nobody's business.
 */
export function createAppConfigChangesReader(aws: AwsClients): ChangesReader {
  return {
    name: 'AppConfig',
    async read({ service, startedAt }) {
      const oldest = hoursBefore(startedAt, changeLookBackHours).toISOString();
      const historyOf = createAppConfigHistories(aws);
      const changes: Change[] = [];
      for (const { appConfig } of service.flags) {
        const history = await historyOf(appConfig);
        changes.push(...(await readFlagChanges(aws, service, appConfig, history, oldest)));
      }
      for (const { appConfig } of service.deployments) {
        if (appConfig === undefined) continue;
        const history = await historyOf(appConfig);
        for (const deployment of await history.deploymentsOf(appConfig.profile, oldest)) {
          const at = deployment.startedAt ?? '';
          if (at < oldest) continue;
          const resource = `appconfig:${appConfig.application}:${appConfig.environment}:${appConfig.profile}`;
          changes.push({
            ...changeBase(service, appConfig, deployment, history),
            id: `${resource}@${deployment.number}`,
            kind: 'configuration-change',
            resource,
            summary: `Configuration ${deployment.profileName ?? appConfig.profile} version ${deployment.version} (AppConfig deployment ${deployment.number})`,
            at,
            size: null,
            revert: null,
          });
        }
      }
      return changes;
    },
  };
}

/** Every difference between a deployment and the one before it; only the newest state can be reverted. */
async function readFlagChanges(
  aws: AwsClients,
  service: ServicePolicy,
  flag: Flag,
  history: AppConfigHistory,
  oldest: string,
): Promise<readonly Change[]> {
  const deployed = await readDocuments(
    aws,
    flag,
    (await history.deploymentsOf(flag.profile, oldest)).toReversed(),
  );
  const resource = `appconfig-flag:${flag.application}:${flag.environment}:${flag.profile}:${flag.flag}`;
  const changes: Change[] = [];
  for (const [index, { deployment, at, document }] of deployed.entries()) {
    const before = deployed[index - 1]?.document ?? null;
    const what = difference(before, document, flag.flag);
    if (what === null || at < oldest) continue;
    changes.push({
      ...changeBase(service, flag, deployment, history),
      id: `${resource}@${deployment.number}`,
      kind: 'flag-change',
      resource,
      summary: `Feature flag ${flag.flag} ${what} (AppConfig deployment ${deployment.number})`,
      at,
      size: before === null ? null : { count: changedFlags(before, document), of: 'flags' },
      revert: null,
    });
  }
  const newest = changes.pop();
  if (newest === undefined) return [];
  const current = deployed.at(-1);
  const isOn = current !== undefined && flagState(current.document, flag.flag) === 'on';
  const revert = isOn ? { action: 'switch-off-appconfig-flag', params: { ...flag } } : null;
  return [...changes, { ...newest, revert }];
}

/** Versions that AppConfig does not host, or that are no flags, are left out. */
async function readDocuments(
  aws: AwsClients,
  flag: Flag,
  deployments: readonly AppConfigDeployment[],
): Promise<readonly FlagDeployment[]> {
  const found = await Promise.all(
    deployments.map(async (deployment) => {
      const document = parseFlagDocument(await readConfiguration(aws, flag, deployment.version));
      return document === null ? [] : [{ deployment, at: deployment.startedAt ?? '', document }];
    }),
  );
  return found.flat();
}

/** What every change out of AppConfig has. It tells whether a deployment was reverted, not who made it. */
function changeBase(
  service: ServicePolicy,
  { application, environment }: EnvironmentName,
  { number, profileName }: AppConfigDeployment,
  { summaries }: AppConfigHistory,
): Pick<Change, 'service' | 'actor' | 'trackRecord' | 'link'> {
  const sameProfile = summaries.filter((each) => profileName !== null && each.profileName === profileName);
  const startedAt = summaries.find((each) => each.number === number)?.startedAt ?? null;
  const history = sameProfile.flatMap((each) =>
    each.startedAt === null
      ? []
      : [{ at: each.startedAt, harmful: revertedStates.includes(each.state ?? '') }],
  );
  return {
    service: service.id,
    actor: null,
    trackRecord: startedAt === null ? null : trackRecordBefore(history, startedAt),
    link: consolePage(
      service.region,
      `/systems-manager/appconfig/applications/${encodeURIComponent(application)}/environments/${encodeURIComponent(environment)}`,
    ),
  };
}

/** Null when nothing changed. Without a deployment before it, the flag was set up by this one. */
function difference(before: FlagDocument | null, after: FlagDocument, flag: string): string | null {
  if (before === null) return flagState(after, flag) === 'absent' ? null : `set up ${flagState(after, flag)}`;
  const [was, is] = [flagState(before, flag), flagState(after, flag)];
  if (was !== is) return is === 'absent' ? 'removed' : `switched ${is}`;
  return isSame(before, after, flag) ? null : 'edited';
}

/** How many flags this deployment switched, edited, added or removed. */
function changedFlags(before: FlagDocument, after: FlagDocument): number {
  const flags = new Set([...Object.keys(before.values), ...Object.keys(after.values)]);
  return [...flags].filter((flag) => !isSame(before, after, flag)).length;
}

function isSame(before: FlagDocument, after: FlagDocument, flag: string): boolean {
  return JSON.stringify(before.values[flag]) === JSON.stringify(after.values[flag]);
}
