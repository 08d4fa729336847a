import type { DeploymentInfo, RevisionLocation } from '@aws-sdk/client-codedeploy';
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
import { readDeployments } from '../../resources/aws/codedeploy-deployments.ts';
import { isInProgress, scalingCreators } from '../../resources/aws/codedeploy-group.ts';
import {
  type CodeDeployDeploymentGroupId,
  codeDeployDeploymentGroup,
} from '../../resources/codedeploy-deployment-group.ts';
import { consolePage } from '../../resources/console-page.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import type { ChangesReader } from './changes-reader.ts';

/** Further ones of the last days are not read: nobody deploys so often by hand. */
const mostDeployments = 200;

/**
 * Deployments of the CodeDeploy groups that policy names. A deployment takes effect from its start on: with the first
 * instance, or the first share of the traffic.
 */
export function createCodeDeployChangesReader(aws: AwsClients): ChangesReader {
  return {
    name: 'CodeDeploy',
    async read({ service, startedAt, now }) {
      const groups = resourcesOf([service], codeDeployDeploymentGroup);
      const found = await Promise.all(
        groups.map(async (group) => {
          const from = hoursBefore(startedAt, trackRecordDays * 24);
          const deployments = await readDeployments(aws, group.id, {
            from,
            until: now,
            most: mostDeployments,
          });
          return changesOf(service, group, deployments, hoursBefore(startedAt, changeLookBackHours));
        }),
      );
      return found.flat();
    },
  };
}

/** What the reader may call. */
export function codeDeployChangesIam(services: readonly ServicePolicy[]): readonly IamStatement[] {
  return allow(
    ['codedeploy:ListDeployments', 'codedeploy:BatchGetDeployments'],
    resourcesOf(services, codeDeployDeploymentGroup).map(
      ({ id }) => codeDeployDeploymentGroup.arns(id).deploymentGroup,
    ),
  );
}

function changesOf(
  service: ServicePolicy,
  resource: Resource<CodeDeployDeploymentGroupId>,
  deployments: readonly DeploymentInfo[],
  since: Date,
): readonly Change[] {
  const started = deployments.flatMap((deployment) => {
    const { startTime, creator } = deployment;
    if (startTime === undefined || scalingCreators.includes(creator ?? '')) return [];
    return [{ deployment, at: startTime.toISOString() }];
  });
  const history = started
    .filter(({ deployment }) => !isRollback(deployment))
    .map(({ deployment, at }): PreviousChange => ({ at, harmful: isHarmful(deployment) }));
  const [newest] = started
    .filter(({ deployment }) => !isReverted(deployment))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const live = revisionName(newest?.deployment.revision);
  return started
    .filter(({ at }) => at >= since.toISOString())
    .map(({ deployment, at }) => ({
      id: `codedeploy:${deployment.deploymentId}`,
      kind: 'codedeploy-deployment',
      service: service.id,
      resource,
      summary: summaryOf(resource.id, deployment),
      before: revisionName(deployment.previousRevision),
      after: revisionName(deployment.revision),
      deployment: { id: deployment.deploymentId ?? '', inProgress: isInProgress(deployment.status) },
      ...(isReverted(deployment) || revisionName(deployment.revision) !== live
        ? { superseded: true as const }
        : {}),
      at,
      actor: actors[deployment.creator ?? ''] ?? null,
      size: null,
      trackRecord: trackRecordBefore(history, at),
      link: consolePage(
        service.region,
        `/codesuite/codedeploy/deployments/${encodeURIComponent(deployment.deploymentId ?? '')}`,
      ),
    }));
}

/** Of a person CodeDeploy says no more than `user`. */
const actors: Readonly<Record<string, string>> = {
  codeDeployRollback: 'CodeDeploy (automatic rollback)',
  CodeDeploy: 'CodeDeploy',
  CodeDeployAutoUpdate: 'CodeDeploy (automatic update)',
  CloudFormation: 'CloudFormation',
  CloudFormationRollback: 'CloudFormation (rollback)',
};

function isRollback({ creator, rollbackInfo }: DeploymentInfo): boolean {
  return creator === 'codeDeployRollback' || rollbackInfo?.rollbackTriggeringDeploymentId != null;
}

function isReverted({ rollbackInfo }: DeploymentInfo): boolean {
  return rollbackInfo?.rollbackDeploymentId != null;
}

function isHarmful(deployment: DeploymentInfo): boolean {
  return deployment.status === 'Failed' || deployment.status === 'Stopped' || isReverted(deployment);
}

function summaryOf(
  { application, deploymentGroup }: CodeDeployDeploymentGroupId,
  deployment: DeploymentInfo,
): string {
  const {
    deploymentId,
    status = 'unknown',
    description,
    revision,
    previousRevision,
    rollbackInfo,
  } = deployment;
  const [deployed, previous] = [revisionName(revision), revisionName(previousRevision)];
  const triggeredBy = rollbackInfo?.rollbackTriggeringDeploymentId;
  const revertedBy = rollbackInfo?.rollbackDeploymentId;
  return plainLine(
    [
      `CodeDeploy ${deploymentId} of ${application}/${deploymentGroup}`,
      triggeredBy == null ? '' : ` reverts ${triggeredBy}`,
      deployed === null ? '' : `: ${deployed}`,
      previous === null || previous === deployed ? '' : ` instead of ${previous}`,
      description ? `, "${plainLine(description, 80)}"` : '',
      status === 'Succeeded' ? '' : `, ${statusLabels[status] ?? status}`,
      revertedBy == null ? '' : `, reverted by ${revertedBy}`,
    ].join(''),
    300,
  );
}

const statusLabels: Readonly<Record<string, string>> = {
  Failed: 'failed',
  Stopped: 'stopped',
  InProgress: 'in progress',
  Baking: 'in progress',
  Ready: 'in progress',
};

function revisionName(revision: RevisionLocation | undefined): string | null {
  const { gitHubLocation: gitHub, s3Location: s3 } = revision ?? {};
  if (gitHub?.commitId != null) return `${gitHub.repository ?? ''}@${gitHub.commitId.slice(0, 7)}`;
  if (s3?.key != null) return `s3://${s3.bucket ?? ''}/${s3.key}`;
  const sha256 = revision?.appSpecContent?.sha256 ?? revision?.string?.sha256;
  return sha256 == null ? null : `AppSpec ${sha256.slice(0, 8)}`;
}
