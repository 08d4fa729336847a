import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';
import {
  type CodeDeployState,
  deploymentAt,
  deploymentsOf,
  type KeptDeployment,
  startDeployment,
} from './codedeploy-state.ts';

const PAGE_SIZE = 100;

const listSchema = z.object({
  applicationName: z.string(),
  deploymentGroupName: z.string(),
  includeOnlyStatuses: z.array(z.string()).optional(),
  createTimeRange: z.object({ start: z.number().optional(), end: z.number().optional() }).default({}),
  nextToken: z.string().optional(),
});

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ListDeployments.html */
export const listDeployments = jsonOperation(
  listSchema,
  (input, context: ServiceContext<CodeDeployState>) => {
    const { groups } = context.state;
    const deployments = context.state.deployments.map((one) => deploymentAt(one, context.nowMs));
    const ofApplication = groups.filter(({ application }) => application === input.applicationName);
    if (ofApplication.length === 0)
      throw new AwsFault('ApplicationDoesNotExistException', 'No application found.');
    if (ofApplication.every(({ name }) => name !== input.deploymentGroupName)) {
      throw new AwsFault('DeploymentGroupDoesNotExistException', 'No deployment group found.');
    }
    const { start = 0, end = Number.POSITIVE_INFINITY } = input.createTimeRange;
    const wanted = deployments.filter(
      ({ applicationName, deploymentGroupName, createTime, status }) =>
        applicationName === input.applicationName &&
        deploymentGroupName === input.deploymentGroupName &&
        createTime >= start &&
        createTime <= end &&
        (input.includeOnlyStatuses?.includes(status) ?? true),
    );
    const size = Math.min(PAGE_SIZE, context.mostPerPage);
    const { entries, nextToken } = pageOf(wanted, input.nextToken, size, 'InvalidNextTokenException');
    return { deployments: entries.map(({ deploymentId }) => deploymentId), nextToken };
  },
);

const batchSchema = z.object({ deploymentIds: z.array(z.string()).min(1).max(25) });

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BatchGetDeployments.html */
export const batchGetDeployments = jsonOperation(
  batchSchema,
  ({ deploymentIds }, { state, nowMs }: ServiceContext<CodeDeployState>) => ({
    deploymentsInfo: state.deployments
      .filter(({ deploymentId }) => deploymentIds.includes(deploymentId))
      .map((one) => deploymentAt(one, nowMs)),
  }),
);

const getSchema = z.object({ deploymentId: z.string() });

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html */
export const getDeployment = jsonOperation(
  getSchema,
  ({ deploymentId }, { state, nowMs }: ServiceContext<CodeDeployState>) => ({
    deploymentInfo: deploymentAt(deploymentNamed(state, deploymentId), nowMs),
  }),
);

const createSchema = z.object({
  applicationName: z.string(),
  deploymentGroupName: z.string(),
  revision: z.looseObject({}),
  description: z.string().optional(),
});

/** One at a time in a group. https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_CreateDeployment.html */
export const createDeployment = jsonOperation(
  createSchema,
  (input, context: ServiceContext<CodeDeployState>) => {
    const { state, nowMs } = context;
    const group = { application: input.applicationName, name: input.deploymentGroupName };
    if (
      !state.groups.some(({ application, name }) => application === group.application && name === group.name)
    ) {
      throw new AwsFault('DeploymentGroupDoesNotExistException', 'No deployment group found.');
    }
    if (deploymentsOf(state, group, nowMs).some(({ status }) => status === 'InProgress')) {
      throw new AwsFault(
        'DeploymentLimitExceededException',
        'The deployment group has a deployment in progress.',
      );
    }
    const { revision, description } = input;
    const deploymentId = startDeployment(state, group, revision, nowMs, { description });
    context.save();
    return { deploymentId };
  },
);

const stopSchema = z.object({ deploymentId: z.string(), autoRollbackEnabled: z.boolean().default(false) });

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_StopDeployment.html */
export const stopDeployment = jsonOperation(
  stopSchema,
  ({ deploymentId, autoRollbackEnabled }, context: ServiceContext<CodeDeployState>) => {
    const { state, nowMs } = context;
    const found = deploymentNamed(state, deploymentId);
    if (deploymentAt(found, nowMs).status !== 'InProgress') {
      throw new AwsFault('DeploymentAlreadyCompletedException', 'The deployment is already complete.');
    }
    const { applicationName: application, deploymentGroupName: name, previousRevision } = found;
    const stopped = { ...found, status: 'Stopped', completeTime: nowMs / 1000 };
    const index = state.deployments.indexOf(found);
    state.deployments.splice(index, 1, stopped);
    if (autoRollbackEnabled && previousRevision !== undefined) {
      const rollbackDeploymentId = startDeployment(
        state,
        { application, name },
        previousRevision,
        nowMs + 1,
        {
          creator: 'codeDeployRollback',
          rollbackInfo: { rollbackTriggeringDeploymentId: deploymentId },
        },
      );
      state.deployments.splice(index, 1, { ...stopped, rollbackInfo: { rollbackDeploymentId } });
    }
    context.save();
    return { status: 'Succeeded' };
  },
);

function deploymentNamed({ deployments }: CodeDeployState, deploymentId: string): KeptDeployment {
  const found = deployments.find((one) => one.deploymentId === deploymentId);
  if (found === undefined) throw new AwsFault('DeploymentDoesNotExistException', 'No deployment found.');
  return found;
}
