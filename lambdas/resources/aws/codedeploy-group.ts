import {
  CodeDeployClient,
  CreateDeploymentCommand,
  type DeploymentInfo,
  GetDeploymentCommand,
  type RevisionLocation,
  StopDeploymentCommand,
} from '@aws-sdk/client-codedeploy';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { CodeDeployDeploymentGroupId } from '../codedeploy-deployment-group.ts';
import { readDeployments } from './codedeploy-deployments.ts';

const inProgressStatuses: readonly string[] = ['Created', 'Queued', 'InProgress', 'Baking', 'Ready'];
/** They bring the live revision to new instances, which changes nothing. */
export const scalingCreators: readonly string[] = ['autoscaling', 'autoscalingTermination'];
const historyDays = 14;
const mostDeployments = 200;
const missing = ['ApplicationDoesNotExistException', 'DeploymentGroupDoesNotExistException'];
const tooLate = ['DeploymentAlreadyCompletedException', 'DeploymentDoesNotExistException'];

export function isInProgress(status: string | undefined): boolean {
  return inProgressStatuses.includes(status ?? '');
}

/** Null when there is none. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html */
export async function readDeployment(aws: AwsClients, deploymentId: string): Promise<DeploymentInfo | null> {
  const sent = aws.get(CodeDeployClient).send(new GetDeploymentCommand({ deploymentId }));
  const faults = ['DeploymentDoesNotExistException', 'InvalidDeploymentIdException'];
  return (await orOnFault(sent, faults, null))?.deploymentInfo ?? null;
}

/** Deployments of the last two weeks, newest first, but for those of scaling; none where there is no such group. */
export async function readHistory(
  aws: AwsClients,
  group: CodeDeployDeploymentGroupId,
  now: Date,
): Promise<readonly DeploymentInfo[]> {
  const from = new Date(now.getTime() - historyDays * 86_400_000);
  // The clocks of AWS may be ahead.
  const until = new Date(now.getTime() + 3_600_000);
  const found = await orOnFault(
    readDeployments(aws, group, { from, until, most: mostDeployments }),
    missing,
    [],
  );
  return found
    .filter(({ creator }) => !scalingCreators.includes(creator ?? ''))
    .toSorted((a, b) => createdAt(b) - createdAt(a));
}

/** CodeDeploy rolls back itself what was stopped. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_StopDeployment.html */
export async function stopAndRollBack(
  aws: AwsClients,
  deploymentId: string,
): Promise<'written' | 'conflict'> {
  const command = new StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true });
  const sent = aws.get(CodeDeployClient, 'once').send(command);
  return (await orOnFault<unknown, 'conflict'>(sent, tooLate, 'conflict')) === 'conflict'
    ? 'conflict'
    : 'written';
}

/** `conflict`: another deployment of the group runs. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html */
export async function deployRevision(
  aws: AwsClients,
  { application, deploymentGroup }: CodeDeployDeploymentGroupId,
  revision: RevisionLocation,
  description: string,
): Promise<'written' | 'conflict'> {
  const command = new CreateDeploymentCommand({
    applicationName: application,
    deploymentGroupName: deploymentGroup,
    revision,
    description,
  });
  const sent = aws.get(CodeDeployClient, 'once').send(command);
  const running = await orOnFault<unknown, 'conflict'>(
    sent,
    ['DeploymentLimitExceededException'],
    'conflict',
  );
  return running === 'conflict' ? 'conflict' : 'written';
}

function createdAt({ createTime }: DeploymentInfo): number {
  return createTime?.getTime() ?? 0;
}
