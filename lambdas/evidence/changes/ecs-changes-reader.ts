import type { ServiceDeployment, ServiceDeploymentBrief, ServiceRevision } from '@aws-sdk/client-ecs';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import type { Resource } from '../../domain/records/resource.ts';
import { plainLine } from '../../domain/records/text/plain-line.ts';
import {
  changeLookBackHours,
  hoursBefore,
  trackRecordDays,
} from '../../domain/triage/changes/change-window.ts';
import { type PreviousChange, trackRecordBefore } from '../../domain/triage/changes/track-record.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import {
  describeServiceDeployments,
  describeServiceRevisions,
  isInProgress,
  listServiceDeployments,
} from '../../resources/aws/ecs-service-deployments.ts';
import { type EcsServiceId, ecsService } from '../../resources/ecs-service.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
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
 * takes effect from its start on, with the first new task.
 */
export function createEcsChangesReader(aws: AwsClients): ChangesReader {
  return {
    name: 'ECS',
    async read({ service, startedAt }) {
      const named = resourcesOf([service], ecsService);
      const found = await Promise.all(
        named.map(async (resource) => {
          const briefs = await listServiceDeployments(
            aws,
            resource.id,
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
          const live = liveOf(recent);
          return recent.map((deployed) => ({
            ...changeOf(service, resource, deployed, history),
            ...(isOver(deployed) || taskDefinitionOf(deployed.after) !== live
              ? { superseded: true as const }
              : {}),
          }));
        }),
      );
      return found.flat();
    },
  };
}

/** What the reader may call. */
export function ecsChangesIam(services: readonly ServicePolicy[]): readonly IamStatement[] {
  return allow(
    ['ecs:ListServiceDeployments', 'ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions'],
    resourcesOf(services, ecsService).flatMap(({ id }) => Object.values(ecsService.arns(id))),
  );
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
  { id: service, region }: ServicePolicy,
  resource: Resource<EcsServiceId>,
  deployed: Deployed,
  history: readonly PreviousChange[],
): Change {
  const { brief, at, before, after } = deployed;
  const deployment = lastPart(brief.serviceDeploymentArn ?? '');
  return {
    id: `ecs:${deployment}`,
    kind: 'ecs-deployment',
    service,
    resource,
    summary: plainLine(
      `ECS deployment of ${resource.id.cluster}/${resource.id.service}${whatOf(deployed)}${endOf(deployed)}`,
      300,
    ),
    at,
    actor: null,
    size: before && after ? { count: changedImages(before, after), of: 'container images' } : null,
    trackRecord: trackRecordBefore(history, at),
    before: taskDefinitionOf(before),
    after: taskDefinitionOf(after),
    deployment: { id: deployment, inProgress: isInProgress(brief.status) },
    link: ecsService.consoleUrl(resource.id, region),
  };
}

/** ECS went back, or goes back, to what ran before. */
function isOver({ brief: { status } }: Deployed): boolean {
  return (status ?? '') in harmfulStatuses && status !== 'ROLLBACK_FAILED';
}

/** The task definition of the newest deployment that is in effect. */
function liveOf(deployments: readonly Deployed[]): string | null {
  const [newest] = deployments.filter((one) => !isOver(one)).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return taskDefinitionOf(newest?.after);
}

function whatOf({ before, after }: Deployed): string {
  const [was, is] = [taskDefinitionOf(before), taskDefinitionOf(after)];
  if (is === null) return '';
  if (was === null) return `: task definition ${is}`;
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

/** `checkout:42`; null when ECS does not say. */
function taskDefinitionOf(revision: ServiceRevision | undefined): string | null {
  return revision?.taskDefinition == null ? null : lastPart(revision.taskDefinition);
}

/** `arn:…:task-definition/checkout:42` → `checkout:42`. */
function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
