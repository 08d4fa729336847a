import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { awsJson, jsonOperation } from '../../protocol/aws-json.ts';
import type { AwsService, ServiceContext } from '../../protocol/aws-service.ts';
import { applyRemedy, remedies } from '../remedies/remedies.ts';

interface Document {
  readonly name: string;
  readonly version: string;
  type: string;
  readonly remedy: string;
  readonly on: boolean;
}

export interface SystemsManagerState {
  readonly documents: Document[];
  readonly executions: { readonly id: string; readonly token: string; readonly at: string }[];
}

type Context = ServiceContext<SystemsManagerState>;

/** So long an execution takes. */
const runMs = 60_000;

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeDocument.html */
const describeDocument = jsonOperation(
  z.object({ Name: z.string(), DocumentVersion: z.string() }),
  ({ Name, DocumentVersion }, { state }: Context) => {
    const found = state.documents.find(({ name, version }) => name === Name && version === DocumentVersion);
    if (found === undefined) throw new AwsFault('InvalidDocument', `Document ${Name} does not exist.`);
    return { Document: { Name, DocumentVersion, DocumentType: found.type, Status: 'Active' } };
  },
);

const startSchema = z.object({
  DocumentName: z.string(),
  DocumentVersion: z.string(),
  Parameters: z.record(z.string(), z.array(z.string())).optional(),
  ClientToken: z.uuid(),
});

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html */
const startAutomationExecution = jsonOperation(startSchema, (input, context: Context) => {
  const { state, stateOf, nowMs, save } = context;
  const known = state.executions.find(({ token }) => token === input.ClientToken);
  if (known !== undefined) return { AutomationExecutionId: known.id };
  const { DocumentName, DocumentVersion } = input;
  const found = state.documents.find(
    ({ name, version }) => name === DocumentName && version === DocumentVersion,
  );
  if (found === undefined) {
    throw new AwsFault('AutomationDefinitionNotFoundException', `There is no ${DocumentName}.`);
  }
  const shop = stateOf(remedies);
  if (shop.busy) throw new AwsFault('AutomationExecutionLimitExceededException', 'Too many executions.');
  const id = input.ClientToken;
  state.executions.push({ id, token: id, at: new Date(nowMs).toISOString() });
  applyRemedy(shop, { name: found.remedy, key: id, on: found.on }, nowMs + runMs);
  save();
  return { AutomationExecutionId: id };
});

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetAutomationExecution.html */
const getAutomationExecution = jsonOperation(
  z.object({ AutomationExecutionId: z.string() }),
  ({ AutomationExecutionId }, { state, nowMs }: Context) => {
    const found = state.executions.find(({ id }) => id === AutomationExecutionId);
    if (found === undefined) throw new AwsFault('AutomationExecutionNotFoundException', 'No such execution.');
    const isOver = nowMs >= Date.parse(found.at) + runMs;
    return {
      AutomationExecution: {
        AutomationExecutionId,
        AutomationExecutionStatus: isOver ? 'Success' : 'InProgress',
      },
    };
  },
);

/** Automation documents of Systems Manager, each of which does one thing for the shop. */
export const systemsManager: AwsService<SystemsManagerState> = {
  signingName: 'ssm',
  endpointSuffix: 'SSM',
  seed: ({ automations }) => ({
    documents: automations.map((each) => ({ ...each, type: 'Automation' })),
    executions: [],
  }),
  protocol: awsJson(
    { target: 'AmazonSSM', version: '1.1', invalid: 'ValidationException' },
    {
      DescribeDocument: describeDocument,
      StartAutomationExecution: startAutomationExecution,
      GetAutomationExecution: getAutomationExecution,
    },
  ),
};
