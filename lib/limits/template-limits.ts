import { listOf, objectOf } from '../../lambdas/sources/reading/json.ts';
import { type Template, type TemplateResource, textOf } from './template-text.ts';

/** Quotas of AWS that neither a schema nor the CDK looks at, and which a deployment meets half-way. */
export const awsLimits = {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  inlinePolicyCharacters: 10_240,
  managedPolicyCharacters: 6144,
  managedPoliciesPerRole: 10,
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  templateBytes: 1_048_576,
  resources: 500,
  outputs: 200,
  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  environmentBytes: 4096,
  resourcePolicyBytes: 20_480,
  // https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
  definitionBytes: 1_048_576,
} as const;

type Limit = keyof typeof awsLimits;

/** What stays free of lengths, since some names are known only when they are made; what is counted is known. */
const reserve = 0.03;
const counted: readonly Limit[] = ['managedPoliciesPerRole', 'outputs', 'resources'];

const units: Readonly<Record<Limit, string>> = {
  inlinePolicyCharacters: 'characters of inline policies',
  managedPolicyCharacters: 'characters of one managed policy',
  managedPoliciesPerRole: 'managed policies of one role',
  templateBytes: 'bytes of the template',
  resources: 'resources of the stack',
  outputs: 'outputs of the stack',
  environmentBytes: 'bytes of variables',
  resourcePolicyBytes: 'bytes of permissions to call it',
  definitionBytes: 'bytes of the definition',
};

/** One measured size. */
export interface Measured {
  readonly limit: Limit;
  /** Logical id, or empty for the template as a whole. */
  readonly of: string;
  readonly size: number;
}

/** A sentence for each size that AWS would refuse, or might. */
export function limitProblems(stack: string, template: Template): readonly string[] {
  return measureTemplate(template)
    .filter(({ limit, size }) => size > awsLimits[limit] * (counted.includes(limit) ? 1 : 1 - reserve))
    .map(({ limit, of, size }) => {
      const place = [stack, of].filter((part) => part !== '').join(' ');
      return `${place}: ${size} ${units[limit]}; AWS allows ${awsLimits[limit]}`;
    });
}

export function measureTemplate(template: Template): readonly Measured[] {
  return [
    { limit: 'templateBytes', of: '', size: Buffer.byteLength(JSON.stringify(template)) },
    { limit: 'resources', of: '', size: Object.keys(template.Resources).length },
    { limit: 'outputs', of: '', size: Object.keys(template.Outputs ?? {}).length },
    ...ofType(template, 'AWS::IAM::Role').flatMap(([id, role]) => measureRole(template, id, role)),
    ...ofType(template, 'AWS::Lambda::Function').flatMap(([id, lambda]) =>
      measureFunction(template, id, lambda),
    ),
    ...ofType(template, 'AWS::StepFunctions::StateMachine').map(
      ([of, { Properties }]): Measured => ({
        limit: 'definitionBytes',
        of,
        size: Buffer.byteLength(textOf(Properties?.['DefinitionString'])),
      }),
    ),
  ];
}

function measureRole(template: Template, of: string, role: TemplateResource): readonly Measured[] {
  const attached = (type: string) =>
    ofType(template, type)
      .filter(([, { Properties }]) =>
        listOf(Properties?.['Roles']).some((each) => objectOf(each)['Ref'] === of),
      )
      .map(([, { Properties }]) => documentLength(Properties?.['PolicyDocument']));
  const managed = attached('AWS::IAM::ManagedPolicy');
  const own = listOf(role.Properties?.['Policies']).map((each) =>
    documentLength(objectOf(each)['PolicyDocument']),
  );
  return [
    {
      limit: 'inlinePolicyCharacters',
      of,
      size: [...own, ...attached('AWS::IAM::Policy')].reduce((sum, length) => sum + length, 0),
    },
    ...managed.map((size): Measured => ({ limit: 'managedPolicyCharacters', of, size })),
    {
      limit: 'managedPoliciesPerRole',
      of,
      size: managed.length + listOf(role.Properties?.['ManagedPolicyArns']).length,
    },
  ];
}

/** Without spaces, which IAM does not count. */
export function documentLength(document: unknown): number {
  return textOf(document).replaceAll(/\s/g, '').length;
}

/** What API Gateway and others are allowed is one statement each, with some text around it. */
const statementBytes = 230;

function measureFunction(
  template: Template,
  of: string,
  { Properties }: TemplateResource,
): readonly Measured[] {
  const variables = objectOf(objectOf(Properties?.['Environment'])['Variables']);
  const callers = ofType(template, 'AWS::Lambda::Permission').filter(([, permission]) =>
    JSON.stringify(permission.Properties?.['FunctionName']).includes(`"${of}"`),
  );
  return [
    {
      limit: 'environmentBytes',
      of,
      size: Buffer.byteLength(
        Object.entries(variables)
          .map(([name, value]) => name + textOf(value))
          .join(''),
      ),
    },
    {
      limit: 'resourcePolicyBytes',
      of,
      size: callers.reduce(
        (sum, [, permission]) => sum + statementBytes + textOf(permission.Properties).length,
        0,
      ),
    },
  ];
}

function ofType({ Resources }: Template, type: string): readonly (readonly [string, TemplateResource])[] {
  return Object.entries(Resources).filter(([, { Type }]) => Type === type);
}
