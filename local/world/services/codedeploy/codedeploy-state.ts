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
  readonly description?: string;
  readonly revision?: object;
  readonly previousRevision?: object;
  readonly rollbackInfo?: object;
}

export interface CodeDeployState {
  readonly groups: DeploymentGroup[];
  readonly deployments: DeploymentInfo[];
}
