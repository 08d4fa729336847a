import type { Scenario } from '../../scenario/scenario.ts';

export interface DeploymentGroup {
  readonly application: string;
  readonly name: string;
}

/** As AWS describes a deployment; times in epoch seconds. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html */
export interface DeploymentInfo {
  readonly applicationName: string;
  readonly deploymentGroupName: string;
  readonly deploymentId: string;
  readonly status: string;
  readonly createTime: number;
  readonly startTime?: number;
  readonly completeTime?: number;
  readonly creator?: string;
  readonly description?: string | undefined;
  readonly computePlatform?: string;
  readonly revision?: object;
  readonly previousRevision?: object | undefined;
  readonly rollbackInfo?: object;
}

/** `rolloutSeconds`: one in progress has succeeded so long after its start; left out: it never ends by itself. */
export type KeptDeployment = DeploymentInfo & { readonly rolloutSeconds?: number };

export interface CodeDeployState {
  readonly groups: DeploymentGroup[];
  /** Oldest first. */
  readonly deployments: KeptDeployment[];
}

/** How long an instance takes for a revision, all together. */
const usualRolloutSeconds = 60;

export function seedCodeDeploy({ codeDeployGroups }: Scenario, startedAtMs: number): CodeDeployState {
  const state: CodeDeployState = { groups: [], deployments: [] };
  for (const { application, deploymentGroup: name, minutesAgo } of codeDeployGroups) {
    const group = { application, name };
    state.groups.push(group);
    startDeployment(state, group, bundle(application, 1), startedAtMs - minutesAgo * 60_000);
  }
  return state;
}

/** With what became of it until then, as CodeDeploy tells it. */
export function deploymentAt({ rolloutSeconds, ...info }: KeptDeployment, nowMs: number): DeploymentInfo {
  const { status, startTime } = info;
  if (status !== 'InProgress' || rolloutSeconds === undefined || startTime === undefined) return info;
  const completeTime = startTime + rolloutSeconds;
  return nowMs / 1000 < completeTime ? info : { ...info, status: 'Succeeded', completeTime };
}

export function deploymentsOf(
  { deployments }: CodeDeployState,
  { application, name }: DeploymentGroup,
  nowMs: number,
): readonly DeploymentInfo[] {
  return deployments
    .filter((one) => one.applicationName === application && one.deploymentGroupName === name)
    .map((one) => deploymentAt(one, nowMs));
}

export interface DeploymentOptions {
  readonly id?: string;
  readonly creator?: string;
  readonly description?: string | undefined;
  readonly rolloutSeconds?: number | undefined;
  readonly rollbackInfo?: object;
}

export function startDeployment(
  state: CodeDeployState,
  group: DeploymentGroup,
  revision: object,
  atMs: number,
  options: DeploymentOptions = {},
): string {
  const { creator = 'user', rolloutSeconds = usualRolloutSeconds, description, rollbackInfo = {} } = options;
  const deploymentId = options.id ?? `d-${String(state.deployments.length + 1).padStart(9, '0')}`;
  state.deployments.push({
    applicationName: group.application,
    deploymentGroupName: group.name,
    deploymentId,
    status: 'InProgress',
    createTime: atMs / 1000,
    startTime: atMs / 1000,
    creator,
    description,
    computePlatform: 'Server',
    revision,
    previousRevision: deploymentsOf(state, group, atMs).findLast(({ status }) => status === 'Succeeded')
      ?.revision,
    rollbackInfo,
    rolloutSeconds,
  });
  return deploymentId;
}

/** The `number`th revision of an application. */
export function bundle(application: string, number: number): object {
  return {
    revisionType: 'S3',
    s3Location: { bucket: 'builds', key: `${application}-${number}.zip`, bundleType: 'zip' },
  };
}
