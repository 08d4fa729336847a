import {
  DescribeDocumentCommand,
  GetAutomationExecutionCommand,
  SSMClient,
  StartAutomationExecutionCommand,
} from '@aws-sdk/client-ssm';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';

export interface DocumentVersion {
  readonly document: string;
  readonly version: string;
}

/** Why an Automation document cannot be run at this version, for people; null when it can. */
export async function whyNotAutomation(
  aws: AwsClients,
  { document, version }: DocumentVersion,
): Promise<string | null> {
  const sent = aws
    .get(SSMClient)
    .send(new DescribeDocumentCommand({ Name: document, DocumentVersion: version }));
  const found = await orOnFault(sent, ['InvalidDocument', 'InvalidDocumentVersion'], null);
  if (found?.Document === undefined) return `There is no document ${document} with a version ${version}`;
  const { DocumentType: type = 'unknown', Status: status = 'unknown' } = found.Document;
  if (type !== 'Automation') return `${document} is no Automation document: it is ${type}`;
  return status === 'Active' ? null : `${document} is ${status}`;
}

/** Answers that prove that nothing was started. */
const refusals: readonly string[] = [
  'AutomationDefinitionNotFoundException',
  'AutomationDefinitionVersionNotFoundException',
  'AutomationExecutionLimitExceededException',
  'InvalidAutomationExecutionParametersException',
  'InvalidTarget',
];

export interface AutomationRequest extends DocumentVersion {
  readonly parameters: Readonly<Record<string, string>>;
  /** A UUID. Systems Manager starts one execution for it, however often it is asked. */
  readonly token: string;
}

/** Sent a single time; the id of the execution, or why there is none. */
export async function startAutomation(
  aws: AwsClients,
  { document, version, parameters, token }: AutomationRequest,
): Promise<{ readonly execution: string } | { readonly refused: string }> {
  const command = new StartAutomationExecutionCommand({
    DocumentName: document,
    DocumentVersion: version,
    Parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, [value]])),
    ClientToken: token,
  });
  try {
    const { AutomationExecutionId: execution = '' } = await aws.get(SSMClient, 'once').send(command);
    return { execution };
  } catch (error) {
    const fault = awsFaultOf(error);
    if (fault !== null && refusals.includes(fault)) return { refused: fault };
    throw error;
  }
}

/** Such as `InProgress` or `Success`; null when there is no such execution. */
export async function automationStatus(aws: AwsClients, execution: string): Promise<string | null> {
  const sent = aws
    .get(SSMClient)
    .send(new GetAutomationExecutionCommand({ AutomationExecutionId: execution }));
  const found = await orOnFault(sent, ['AutomationExecutionNotFoundException'], null);
  return found?.AutomationExecution?.AutomationExecutionStatus ?? null;
}
