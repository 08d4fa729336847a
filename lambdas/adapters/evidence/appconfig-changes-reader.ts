import type { Change } from '../../domain/evidence/evidence.ts';
import type { ServicePolicy } from '../../domain/policy/services-schema.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';
import { type FlagDocument, flagState, parseFlagDocument } from '../actions/flag-document.ts';
import { readConfiguration } from '../aws/appconfig-configurations.ts';
import {
  type Deployment,
  listDeploymentNumbers,
  readDeployment,
  takenBackStates,
} from '../aws/appconfig-deployments.ts';
import type { ChangesReader } from './changes-reader.ts';

type Flag = ServicePolicy['flags'][number]['appConfig'];

/** A deployment of a flag document that took effect. */
interface FlagDeployment {
  readonly number: number;
  readonly at: string;
  readonly document: FlagDocument;
}

/** Deployments of an environment that are looked at, newest first, of whatever profile. */
const mostDeployments = 20;
/** Flag changes are told so far back; older ones are part of normal operation. */
const lookBackHours = 48;

/** What was switched or edited in the feature flags that policy names, and how to switch it off again. */
export function createAppConfigChangesReader(aws: AwsCaller): ChangesReader {
  return {
    async read({ service, startedAt }) {
      const oldest = new Date(startedAt.getTime() - lookBackHours * 3_600_000).toISOString();
      const histories = new Map<string, readonly FlagDeployment[]>();
      const changes: Change[] = [];
      for (const { appConfig } of service.flags) {
        const place = `${appConfig.application}:${appConfig.environment}:${appConfig.profile}`;
        const history = histories.get(place) ?? (await readHistory(aws, appConfig, oldest));
        histories.set(place, history);
        changes.push(...flagChanges(service.id, appConfig, history, oldest));
      }
      return changes;
    },
  };
}

/** Oldest first: those since `oldest`, and the one before them to compare with. */
async function readHistory(aws: AwsCaller, flag: Flag, oldest: string): Promise<readonly FlagDeployment[]> {
  const history: FlagDeployment[] = [];
  for (const number of (await listDeploymentNumbers(aws, flag)).slice(0, mostDeployments)) {
    const deployment = await readDeployment(aws, flag, number);
    const found = await flagDeployment(aws, flag, deployment);
    if (found === null) continue;
    history.unshift(found);
    if (found.at < oldest) break;
  }
  return history;
}

async function flagDeployment(
  aws: AwsCaller,
  flag: Flag,
  { number, profile, version, state, startedAt }: Deployment,
): Promise<FlagDeployment | null> {
  if (profile !== flag.profile || startedAt === null || takenBackStates.includes(state)) return null;
  const document = parseFlagDocument(await readConfiguration(aws, flag, version));
  return document === null ? null : { number, at: startedAt, document };
}

/** Every difference between a deployment and the one before it; only the newest state can be reverted. */
function flagChanges(
  service: string,
  flag: Flag,
  history: readonly FlagDeployment[],
  oldest: string,
): Change[] {
  const resource = `appconfig-flag:${flag.application}:${flag.environment}:${flag.profile}:${flag.flag}`;
  const changes: Change[] = [];
  for (const [index, { number, at, document }] of history.entries()) {
    const before = history[index - 1];
    const what = difference(before?.document ?? null, document, flag.flag);
    if (what === null || at < oldest) continue;
    changes.push({
      id: `${resource}@${number}`,
      kind: 'flag-change',
      service,
      resource,
      summary: `Feature flag ${flag.flag} ${what} (AppConfig deployment ${number})`,
      at,
      actor: null,
      size: null,
      trackRecord: null,
      link: null,
      revert: null,
    });
  }
  const newest = changes.pop();
  if (newest === undefined) return [];
  const current = history.at(-1);
  const isOn = current !== undefined && flagState(current.document, flag.flag) === 'on';
  const revert = isOn ? { action: 'switch-off-appconfig-flag', params: { ...flag } } : null;
  return [...changes, { ...newest, revert }];
}

/** Null when nothing changed. Without a deployment before it, the flag was set up by this one. */
function difference(before: FlagDocument | null, after: FlagDocument, flag: string): string | null {
  if (before === null) return flagState(after, flag) === 'absent' ? null : `set up ${flagState(after, flag)}`;
  const [was, is] = [flagState(before, flag), flagState(after, flag)];
  if (was !== is) return is === 'absent' ? 'removed' : `switched ${is}`;
  const same = JSON.stringify(before.values[flag]) === JSON.stringify(after.values[flag]);
  return same ? null : 'edited';
}
