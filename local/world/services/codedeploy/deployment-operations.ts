import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';
import type { CodeDeployState } from './codedeploy-state.ts';

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
    const { groups, deployments } = context.state;
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
  ({ deploymentIds }, { state }: ServiceContext<CodeDeployState>) => ({
    deploymentsInfo: state.deployments.filter(({ deploymentId }) => deploymentIds.includes(deploymentId)),
  }),
);

const getSchema = z.object({ deploymentId: z.string() });

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_GetDeployment.html */
export const getDeployment = jsonOperation(
  getSchema,
  ({ deploymentId }, { state }: ServiceContext<CodeDeployState>) => {
    const found = state.deployments.find((one) => one.deploymentId === deploymentId);
    if (found === undefined) throw new AwsFault('DeploymentDoesNotExistException', 'No deployment found.');
    return { deploymentInfo: found };
  },
);
