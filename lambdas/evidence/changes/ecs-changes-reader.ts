import type { ServiceDeployment, ServiceDeploymentBrief, ServiceRevision } from '@aws-sdk/client-ecs';
import type { Change } from '../../domain/records/evidence.ts';
import { plainLine } from '../../domain/records/plain-line.ts';
import {
  changeLookBackHours,
  hoursBefore,
  trackRecordDays,
} from '../../domain/triage/changes/change-window.ts';
import { type PreviousChange, trackRecordBefore } from '../../domain/triage/changes/track-record.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import { consolePage } from '../../resources/aws/console-page.ts';
import {
  describeServiceDeployments,
  describeServiceRevisions,
  type EcsServiceName,
  listServiceDeployments,
} from '../../resources/aws/ecs-service-deployments.ts';
import type { ChangesReader } from './changes-reader.ts';

/** What came of a deployment, where it did not simply succeed. */
const harmfulStatuses: Readonly<Record<string, string>> = {
  STOPPED: 'stopped',
  STOP_REQUESTED: 'stopped',
  ROLLBACK_REQUESTED: 'being reverted',
  ROLLBACK_IN_PROGRESS: 'being reverted',
  ROLLBACK_SUCCESSFUL: 'reverted',
  ROLLBACK_FAILED: 'could not be reverted',
};

interface Deployed {
  readonly brief: ServiceDeploymentBrief;
  readonly at: string;
  readonly detail: ServiceDeployment | undefined;
  readonly before: ServiceRevision | undefined;
  readonly after: ServiceRevision | undefined;
}

/**
 * Deployments of the ECS services that policy names: which task definition and images, and whether ECS rolled it back. One
 * takes effect from its start on, with the first new task. No registered action reverts one.
 */
export function createEcsChangesReader(aws: AwsClients): ChangesReader {
  return {
    name: 'ECS',
    async read({ service, startedAt }) {
      const names = service.deployments.flatMap(({ ecs }) => ecs ?? []);
      const found = await Promise.all(
        names.map(async (name) => {
          const briefs = await listServiceDeployments(
            aws,
            name,
            hoursBefore(startedAt, trackRecordDays * 24),
          );
          const started = briefs.flatMap((brief) =>
            brief.startedAt === undefined ? [] : [{ brief, at: brief.startedAt.toISOString() }],
          );
          const history = started.map(({ brief, at }) => ({
            at,
            harmful: (brief.status ?? '') in harmfulStatuses,
          }));
          const since = hoursBefore(startedAt, changeLookBackHours).toISOString();
          const recent = await withRevisions(
            aws,
            started.filter(({ at }) => at >= since),
          );
          return recent.map((deployed) => changeOf(service.id, service.region, name, deployed, history));
        }),
      );
      return found.flat();
    },
  };
}

async function withRevisions(
  aws: AwsClients,
  started: readonly Pick<Deployed, 'brief' | 'at'>[],
): Promise<readonly Deployed[]> {
  const details = await describeServiceDeployments(
    aws,
    started.flatMap(({ brief }) => brief.serviceDeploymentArn ?? []),
  );
  const arns = details.flatMap(({ sourceServiceRevisions, targetServiceRevision }) =>
    [sourceServiceRevisions?.[0]?.arn, targetServiceRevision?.arn].filter((arn) => arn != null),
  );
  const revisions = await describeServiceRevisions(aws, [...new Set(arns)]);
  const revision = (arn: string | null | undefined) =>
    revisions.find(({ serviceRevisionArn }) => serviceRevisionArn === arn);
  return started.map(({ brief, at }) => {
    const detail = details.find(
      ({ serviceDeploymentArn }) => serviceDeploymentArn === brief.serviceDeploymentArn,
    );
    return {
      brief,
      at,
      detail,
      before: revision(detail?.sourceServiceRevisions?.[0]?.arn),
      after: revision(detail?.targetServiceRevision?.arn),
    };
  });
}

function changeOf(
  service: string,
  region: string,
  { cluster, service: name }: EcsServiceName,
  deployed: Deployed,
  history: readonly PreviousChange[],
): Change {
  const { brief, at, before, after } = deployed;
  const path = `/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(name)}/deployments`;
  return {
    id: `ecs:${lastPart(brief.serviceDeploymentArn ?? '')}`,
    kind: 'ecs-deployment',
    service,
    resource: `ecs:${cluster}:${name}`,
    summary: plainLine(`ECS deployment of ${cluster}/${name}${whatOf(deployed)}${endOf(deployed)}`, 300),
    at,
    actor: null,
    size: before && after ? { count: changedImages(before, after), of: 'container images' } : null,
    trackRecord: trackRecordBefore(history, at),
    link: consolePage(region, path),
    revert: null,
  };
}

function whatOf({ before, after }: Deployed): string {
  if (after?.taskDefinition == null) return '';
  const is = lastPart(after.taskDefinition);
  if (before?.taskDefinition == null) return `: task definition ${is}`;
  const was = lastPart(before.taskDefinition);
  return was === is ? `: task definition ${is} as before` : `: task definition ${is} instead of ${was}`;
}

function endOf({ brief, detail }: Deployed): string {
  const end = harmfulStatuses[brief.status ?? ''];
  if (end === undefined) return brief.status === 'SUCCESSFUL' ? '' : ', in progress';
  if (detail?.deploymentCircuitBreaker?.status === 'TRIGGERED') return `, ${end} by the circuit breaker`;
  return detail?.alarms?.status === 'TRIGGERED' ? `, ${end} because of an alarm` : `, ${end}`;
}

/** Containers whose image is another one, came or went. */
function changedImages(before: ServiceRevision, after: ServiceRevision): number {
  const imagesOf = ({ containerImages }: ServiceRevision) =>
    new Map(
      (containerImages ?? []).map(({ containerName, image, imageDigest }) => [
        containerName ?? '',
        imageDigest ?? image ?? '',
      ]),
    );
  const [was, is] = [imagesOf(before), imagesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).length;
}

/** `arn:…:task-definition/checkout:42` → `checkout:42`. */
function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
