import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html
const documentPattern = '[A-Za-z0-9_.-]{3,128}';
const schema = z.strictObject({
  document: namedField(
    new RegExp(`^${documentPattern}$`),
    'must be the name of an Automation document of Systems Manager, not its ARN',
  ),
  version: namedField(
    /^[1-9][0-9]{0,8}$/,
    'must be the number of a version: what people approve must not change underneath',
  ),
  parameters: z._default(
    namedField(
      /^(none|[A-Za-z0-9]{1,50}=[A-Za-z0-9._-]{1,200}(,[A-Za-z0-9]{1,50}=[A-Za-z0-9._-]{1,200})*)$/,
      'must be the parameters of the document, such as "Region=eu-central-1,Mode=fast", or none',
    ),
    'none',
  ),
  undo: z._default(
    namedField(
      new RegExp(`^(none|${documentPattern}@[1-9][0-9]{0,8})$`),
      'must be document and version that take it back, such as "Shop-FailBack@2", or none',
    ),
    'none',
  ),
  role: namedField(
    /^[A-Za-z0-9+=,.@_-]{1,64}$/,
    "must be the name of the role that the document's assumeRole names: without one it has no permissions",
  ),
});
export type SsmAutomationId = z.infer<typeof schema>;

/** An Automation document of the user's own that does something for a service. */
export const ssmAutomation: ResourceKind<SsmAutomationId, 'document' | 'definitions' | 'executions'> = {
  kind: 'ssm-automation',
  title: 'Automation document of Systems Manager',
  schema,
  name: ({ document }) => document,
  key: ({ document, version, parameters }) => `ssm-automation:${document}:${version}:${parameters}`,
  arns: ({ document }) => ({
    document: `arn:{partition}:ssm:{region}:{account}:document/${document}`,
    // IAM knows what is started as a definition, whose version is part of its name.
    definitions: `arn:{partition}:ssm:{region}:{account}:automation-definition`,
    executions: `arn:{partition}:ssm:{region}:{account}:automation-execution`,
  }),
  consoleUrl: ({ document }, region) =>
    consolePage(region, `/systems-manager/documents/${encodeURIComponent(document)}/description`),
  describe: ({ document, version }) => `automation ${document} (version ${version})`,
};

/** The document and version that take it back; null when policy names none. */
export function undoOf({ undo }: SsmAutomationId): { document: string; version: string } | null {
  const [document = '', version = ''] = undo.split('@');
  return undo === 'none' ? null : { document, version };
}
