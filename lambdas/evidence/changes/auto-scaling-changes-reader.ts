import type { InstanceRefresh } from '@aws-sdk/client-auto-scaling';
import { ConfigurationError } from '../../domain/errors.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import type { Resource } from '../../domain/records/resource.ts';
import {
  changeLookBackHours,
  hoursBefore,
  trackRecordDays,
} from '../../domain/triage/changes/change-window.ts';
import { type PreviousChange, trackRecordBefore } from '../../domain/triage/changes/track-record.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allowEverywhere } from '../../resources/allow.ts';
import { type AutoScalingGroupId, autoScalingGroup } from '../../resources/auto-scaling-group.ts';
import {
  listInstanceRefreshes,
  readAutoScalingGroup,
  templateVersionOf,
} from '../../resources/aws/auto-scaling-groups.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import type { ChangesReader } from './changes-reader.ts';

const inProgress = ['Pending', 'InProgress', 'Baking'];
/** How a refresh ended, where it did not simply succeed. */
const harmfulEnds: Readonly<Record<string, string>> = {
  Failed: 'failed',
  Cancelling: 'being cancelled',
  Cancelled: 'cancelled',
  RollbackInProgress: 'being reverted',
  RollbackFailed: 'could not be reverted',
  RollbackSuccessful: 'reverted',
};

/** Instance refreshes of the Auto Scaling groups that policy names: which launch template version, and what came of it. */
export function createAutoScalingChangesReader(aws: AwsClients): ChangesReader {
  return {
    name: 'EC2 Auto Scaling',
    async read({ service, startedAt }) {
      const since = hoursBefore(startedAt, changeLookBackHours).toISOString();
      const found = await Promise.all(
        resourcesOf([service], autoScalingGroup).map((resource) =>
          changesOf(aws, service, resource, hoursBefore(startedAt, trackRecordDays * 24)),
        ),
      );
      return found.flat().filter(({ at }) => at >= since);
    },
  };
}

/** What the reader may call. */
export function autoScalingChangesIam(services: readonly ServicePolicy[]): readonly IamStatement[] {
  return allowEverywhere(
    ['autoscaling:DescribeAutoScalingGroups', 'autoscaling:DescribeInstanceRefreshes'],
    resourcesOf(services, autoScalingGroup),
    'IAM knows no resource for what describes Auto Scaling groups',
  );
}

async function changesOf(
  aws: AwsClients,
  { id: service, region }: ServicePolicy,
  resource: Resource<AutoScalingGroupId>,
  since: Date,
): Promise<readonly Change[]> {
  const { group } = resource.id;
  const found = await readAutoScalingGroup(aws, resource.id);
  if (found === null) {
    throw new ConfigurationError(`There is no Auto Scaling group ${group}, which policy names`);
  }
  const listed = await listInstanceRefreshes(aws, resource.id, since);
  const begun = listed.flatMap((refresh) =>
    refresh.StartTime === undefined ? [] : [{ refresh, at: refresh.StartTime.toISOString() }],
  );
  const history: readonly PreviousChange[] = begun.map(({ refresh, at }) => ({
    at,
    harmful: (refresh.Status ?? '') in harmfulEnds,
  }));
  return begun.map(({ refresh, at }, index): Change => {
    const after = templateVersionOf(refresh.DesiredConfiguration);
    const before = versionBefore(begun.slice(index + 1), refresh, templateVersionOf(found));
    const id = refresh.InstanceRefreshId ?? at;
    return {
      id: `instance-refresh:${group}:${id}`,
      kind: 'instance-refresh',
      service,
      resource,
      summary: summaryOf(group, before, after, refresh),
      at,
      actor: null,
      size: null,
      trackRecord: trackRecordBefore(history, at),
      before,
      after,
      deployment: { id, inProgress: inProgress.includes(refresh.Status ?? '') },
      link: autoScalingGroup.consoleUrl(resource.id, region),
    };
  });
}

/** A group has its old version until a refresh has succeeded; later it is the one that succeeded before. */
function versionBefore(
  older: readonly { readonly refresh: InstanceRefresh }[],
  { Status }: InstanceRefresh,
  ofGroup: string | null,
): string | null {
  if (Status !== 'Successful') return ofGroup;
  const previous = older.find(({ refresh }) => refresh.Status === 'Successful');
  return templateVersionOf(previous?.refresh.DesiredConfiguration);
}

function summaryOf(
  group: string,
  before: string | null,
  after: string | null,
  { Status, PercentageComplete }: InstanceRefresh,
): string {
  const versions =
    after === null
      ? ''
      : `: launch template version ${after}${before === null ? '' : ` instead of ${before}`}`;
  const status = Status ?? '';
  const end = inProgress.includes(status)
    ? `in progress (${PercentageComplete ?? 0} %)`
    : harmfulEnds[status];
  return `Instance refresh of ${group}${versions}${end === undefined ? '' : `, ${end}`}`;
}
