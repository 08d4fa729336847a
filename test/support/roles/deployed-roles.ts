import type { Template } from 'aws-cdk-lib/assertions';
import { statementsOfRole } from './statements-of-role.ts';

/** A statement of a role as AWS gets it, for the stage `local` of the laptop's account. */
export interface RoleStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

type Resources = Readonly<
  Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
>;

interface Document {
  readonly Resources: Resources;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>
  >;
}

const pseudo: Readonly<Record<string, string>> = {
  'AWS::AccountId': '000000000000',
  'AWS::Region': 'us-east-1',
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** What AWS names itself, as the laptop calls it, by the beginning of the logical id. */
const given: readonly (readonly [RegExp, string])[] = [
  [/^IncidentsTable/, 'firebreak-local-'],
  [/^LedgerBucket/, 'firebreak-local-ledger'],
  [/^DocumentsBucket/, 'firebreak-local-documents'],
  [/^AlertsQueue(?!Dead|Undel)/, 'firebreak-local-alerts'],
  [/^RecoveryChecksRole/, 'firebreak-local-scheduler'],
];

const arnOf: Readonly<Record<string, (name: string) => string>> = {
  'AWS::IAM::Role': (name) => `arn:aws:iam::000000000000:role/${name}`,
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
  'AWS::DynamoDB::Table': (name) => `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
  'AWS::SQS::Queue': (name) => `arn:aws:sqs:us-east-1:000000000000:${name}`,
  // The laptop calls secrets by their names; AWS adds some letters to the ARN.
  'AWS::SecretsManager::Secret': (name) => `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`,
  'AWS::Logs::LogGroup': (name) => `arn:aws:logs:us-east-1:000000000000:log-group:${name}:*`,
  'AWS::SNS::Topic': (name) => `arn:aws:sns:us-east-1:000000000000:${name}`,
};

/** Statements by function, named without the stage. */
export function deployedRoles(
  ...templates: readonly Template[]
): ReadonlyMap<string, readonly RoleStatement[]> {
  const documents = templates.map((template): Document => template.toJSON() as Document);
  const text = resolver(documents);
  const all: Resources = Object.assign({}, ...documents.map(({ Resources }) => Resources));
  const found = Object.values(all).flatMap(({ Type, Properties = {} }) => {
    if (Type !== 'AWS::Lambda::Function' || Properties['FunctionName'] === undefined) return [];
    const role = logicalId(Properties['Role']);
    const name = text(Properties['FunctionName']).replace('firebreak-local-', '');
    return [[name, statementsOfRole(all, role).map((each) => read(each, text))] as const];
  });
  return new Map(found);
}

function read(statement: unknown, text: (value: unknown) => string): RoleStatement {
  if (field(statement, 'Effect') !== 'Allow') throw new Error('Only what is allowed is understood here');
  const conditions = Object.entries((field(statement, 'Condition') ?? {}) as Record<string, object>);
  return {
    actions: listOf(field(statement, 'Action')).map(text),
    resources: listOf(field(statement, 'Resource')).map(text),
    conditions: Object.fromEntries(
      conditions.map(([operator, keys]) => [
        operator,
        Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, listOf(value).map(text)])),
      ]),
    ),
  };
}

/** Makes a text of a value with references. */
function resolver(documents: readonly Document[]): (value: unknown) => string {
  const all: Resources = Object.assign({}, ...documents.map(({ Resources }) => Resources));
  const text = (value: unknown): string => {
    if (typeof value !== 'object' || value === null) return String(value);
    const [[name, argument] = ['', undefined]] = Object.entries(value);
    if (name === 'Ref') return pseudo[String(argument)] ?? reference(String(argument));
    if (name === 'Fn::GetAtt') return attribute(...(argument as [string, string]));
    if (name === 'Fn::Join') {
      const [separator, parts] = argument as [string, readonly unknown[]];
      return parts.map(text).join(separator);
    }
    if (name === 'Fn::ImportValue') return text(exported(documents, text(argument), text));
    throw new Error(`${name} is not understood here`);
  };
  const nameOf = (id: string): string => {
    const properties = all[id]?.Properties ?? {};
    const own = Object.entries(properties).find(([key]) =>
      /^(Function|Table|Bucket|Queue|Role|LogGroup|Topic)?Name$/.test(key),
    );
    return own === undefined ? (given.find(([pattern]) => pattern.test(id))?.[1] ?? id) : text(own[1]);
  };
  const reference = (id: string): string =>
    all[id]?.Type === 'AWS::SecretsManager::Secret' ? attribute(id, 'Arn') : nameOf(id);
  const attribute = (id: string, wanted: string): string => {
    const arn = wanted === 'Arn' ? arnOf[all[id]?.Type ?? ''] : undefined;
    return arn?.(nameOf(id)) ?? `${id}.${wanted}`;
  };
  return text;
}

function exported(documents: readonly Document[], name: string, text: (value: unknown) => string): unknown {
  const outputs = documents.flatMap(({ Outputs = {} }) => Object.values(Outputs));
  const found = outputs.find(({ Export }) => Export !== undefined && text(Export.Name) === name);
  if (found === undefined) throw new Error(`No stack exports ${name}`);
  return found.Value;
}

function logicalId(value: unknown): string {
  return String(field(value, 'Ref') ?? listOf(field(value, 'Fn::GetAtt'))[0]);
}

function field(value: unknown, name: string): unknown {
  return (value as Readonly<Record<string, unknown>> | undefined)?.[name];
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
