import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts findings of cdk-nag on one construct: rule → why that is right here. */
export function acknowledge(scope: IConstruct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(scope).acknowledge(...Object.entries(reasons).map(([id, reason]) => ({ id, reason })));
}

/** Accepts exactly this resource with a `*` in the policies of a role; any other one stays a finding. */
export function acknowledgeWildcard(role: IConstruct, resource: string, reason: string): void {
  const found = asFinding(Stack.of(role).resolve(resource));
  acknowledge(role, { [`AwsSolutions-IAM5[Resource::${found}]`]: reason });
}

/** A template value as cdk-nag writes it in a finding: `<AWS::Region>`, `<Logical.Arn>`, the name of an import. */
function asFinding(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return String(value);
  if (Array.isArray(value['Fn::Join'])) return value['Fn::Join'][1].map(asFinding).join('');
  if (Array.isArray(value['Fn::GetAtt'])) return `<${value['Fn::GetAtt'].join('.')}>`;
  if (typeof value['Fn::ImportValue'] === 'string') return value['Fn::ImportValue'];
  return `<${String(value['Ref'])}>`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
