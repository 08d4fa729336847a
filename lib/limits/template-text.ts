import { listOf, objectOf } from '../../lambdas/sources/reading/json.ts';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A synthesized template, as far as its sizes are measured. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** The longest that there is of each. */
export const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-1',
  'AWS::AccountId': '000000000000',
  'AWS::URLSuffix': 'amazonaws.com.cn',
};

/** An ARN or URL of something that is made with the stack. */
const unknownText = 'x'.repeat(120);

/** A value of a template as AWS will get it: a text as it is, all else as JSON, with references replaced by text as long as theirs may be. */
export function textOf(value: unknown): string {
  const filled = fillIn(value);
  return typeof filled === 'string' ? filled : JSON.stringify(filled ?? '');
}

function fillIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fillIn);
  if (typeof value !== 'object' || value === null) return value;
  const fields = objectOf(value);
  const [[name, inner] = ['', undefined], ...others] = Object.entries(fields);
  if (others.length === 0) {
    if (name === 'Ref') return pseudoParameters[String(inner)] ?? unknownText;
    if (name === 'Fn::Join') return joined(inner);
    if (name.startsWith('Fn::')) return unknownText;
  }
  return Object.fromEntries(Object.entries(fields).map(([key, each]) => [key, fillIn(each)]));
}

function joined(inner: unknown): string {
  const [separator, parts] = listOf(inner);
  return listOf(parts).map(textOf).join(String(separator));
}
