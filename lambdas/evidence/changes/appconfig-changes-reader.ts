import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import type { Resource } from '../../domain/records/resource.ts';
import { changeLookBackHours, hoursBefore } from '../../domain/triage/changes/change-window.ts';
import { trackRecordBefore } from '../../domain/triage/changes/track-record.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { appConfigConfiguration } from '../../resources/appconfig-configuration.ts';
import { type AppConfigFlagId, appConfigFlag } from '../../resources/appconfig-flag.ts';
import { type AppConfigNames, appConfigPage } from '../../resources/appconfig-names.ts';
import { readConfiguration } from '../../resources/aws/appconfig-configurations.ts';
import { type AppConfigDeployment, revertedStates } from '../../resources/aws/appconfig-deployments.ts';
import { type FlagDocument, flagState, parseFlagDocument } from '../../resources/aws/flag-document.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import { type AppConfigHistory, createAppConfigHistories } from './appconfig-history.ts';
import type { ChangesReader } from './changes-reader.ts';

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
      for (const resource of resourcesOf([service], appConfigFlag)) {
        const history = await historyOf(resource.id);
        changes.push(...(await readFlagChanges(aws, service, resource, history, oldest)));
      }
      for (const resource of resourcesOf([service], appConfigConfiguration)) {
        const history = await historyOf(resource.id);
        const deployments = await history.deploymentsOf(resource.id.profile, oldest);
        for (const [index, deployment] of deployments.entries()) {
          const at = deployment.startedAt ?? '';
          const previous = deployments[index + 1];
          if (at < oldest) continue;
          changes.push({
            ...changeBase(service, resource, deployment, history),
            kind: 'configuration-change',
            summary: `Configuration ${deployment.profileName ?? resource.id.profile} version ${deployment.version} (AppConfig deployment ${deployment.number})`,
            at,
            size: null,
            before: previous?.version ?? null,
            after: deployment.version,
            ...versionBefore(previous),
            ...(index === 0 ? {} : { superseded: true }),
          });
        }
      }
      return changes;
    },
  };
}

/** What the reader may call. Deployments and versions are numbered as they come. */
export function appConfigChangesIam(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const flags = resourcesOf(services, appConfigFlag).map(({ id }) => appConfigFlag.arns(id));
  const configurations = resourcesOf(services, appConfigConfiguration).map(({ id }) =>
    appConfigConfiguration.arns(id),
  );
  return [
    ...allow(
      ['appconfig:ListDeployments', 'appconfig:GetDeployment'],
      [...flags, ...configurations].flatMap(({ application, environment }) => [
        application,
        environment,
        `${environment}/deployment/*`,
      ]),
    ),
    ...allow(
      ['appconfig:GetHostedConfigurationVersion'],
      flags.flatMap(({ application, profile }) => [
        application,
        profile,
        `${profile}/hostedconfigurationversion/*`,
      ]),
    ),
  ];
}

/** Every difference between a deployment and the one before it; all but the newest are superseded. */
async function readFlagChanges(
  aws: AwsClients,
  service: ServicePolicy,
  resource: Resource<AppConfigFlagId>,
  history: AppConfigHistory,
  oldest: string,
): Promise<readonly Change[]> {
  const { flag, profile } = resource.id;
  const deployed = await readDocuments(
    aws,
    resource.id,
    (await history.deploymentsOf(profile, oldest)).toReversed(),
  );
  const changes: Change[] = [];
  for (const [index, { deployment, at, document }] of deployed.entries()) {
    const before = deployed[index - 1]?.document ?? null;
    const what = difference(before, document, flag);
    if (what === null || at < oldest) continue;
    changes.push({
      ...changeBase(service, resource, deployment, history),
      kind: 'flag-change',
      summary: `Feature flag ${flag} ${what} (AppConfig deployment ${deployment.number})`,
      at,
      size: before === null ? null : { count: changedFlags(before, document), of: 'flags' },
      before: before && flagState(before, flag),
      after: flagState(document, flag),
      ...versionBefore(deployed[index - 1]?.deployment),
    });
  }
  return changes.map((change, index) =>
    index === changes.length - 1 ? change : { ...change, superseded: true },
  );
}

function versionBefore(deployment: AppConfigDeployment | undefined): Pick<Change, 'deployedBefore'> {
  return deployment === undefined ? {} : { deployedBefore: deployment.version };
}

/** Versions that AppConfig does not host, or that are no flags, are left out. */
async function readDocuments(
  aws: AwsClients,
  name: AppConfigNames,
  deployments: readonly AppConfigDeployment[],
): Promise<readonly FlagDeployment[]> {
  const found = await Promise.all(
    deployments.map(async (deployment) => {
      const document = parseFlagDocument(await readConfiguration(aws, name, deployment.version));
      return document === null ? [] : [{ deployment, at: deployment.startedAt ?? '', document }];
    }),
  );
  return found.flat();
}

/** What every change out of AppConfig has. It tells whether a deployment was reverted, not who made it. */
function changeBase(
  service: ServicePolicy,
  resource: Resource<AppConfigNames>,
  { number, profileName }: AppConfigDeployment,
  { summaries }: AppConfigHistory,
): Pick<Change, 'id' | 'service' | 'resource' | 'actor' | 'trackRecord' | 'link'> {
  const sameProfile = summaries.filter((each) => profileName !== null && each.profileName === profileName);
  const startedAt = summaries.find((each) => each.number === number)?.startedAt ?? null;
  const history = sameProfile.flatMap((each) =>
    each.startedAt === null
      ? []
      : [{ at: each.startedAt, harmful: revertedStates.includes(each.state ?? '') }],
  );
  return {
    id: `${resource.key}@${number}`,
    service: service.id,
    resource,
    actor: null,
    trackRecord: startedAt === null ? null : trackRecordBefore(history, startedAt),
    link: appConfigPage(resource.id, service.region),
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
