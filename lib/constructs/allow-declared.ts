import { Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IamStatement } from '../../lambdas/ports/action.ts';
import { inDocuments } from '../limits/in-documents.ts';
import { acknowledgeWildcard } from './acknowledge.ts';

export interface AllowDeclaredOptions {
  /** What stands for further `{names}`, beside `{region}`, `{account}` and `{partition}`. */
  readonly values?: Readonly<Record<string, string>>;
  /** Why a resource with a `*` is right. */
  readonly wildcardReason: string;
}

/**
 * Allows a function what a plug-in declares, with the names in braces filled in: in its role's own policy, and what is too much for
 * that in further policies.
 */
export function allowDeclared(
  lambda: LambdaFunction,
  statements: readonly IamStatement[],
  { values = {}, wildcardReason }: AllowDeclaredOptions,
): void {
  const { region, account, partition } = Stack.of(lambda);
  const known: Readonly<Record<string, string>> = { region, account, partition, ...values };
  const fillIn = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
  const role = lambda.role ?? lambda;
  const filled = statements.map((statement) => filledIn(statement, fillIn));
  const [own = [], ...further] = inDocuments(filled);
  for (const statement of own) lambda.addToRolePolicy(policyStatement(statement));
  for (const [index, document] of further.entries()) {
    const policy = new ManagedPolicy(role, `Further${index + 1}`, {
      roles: lambda.role === undefined ? [] : [lambda.role],
      statements: document.map(policyStatement),
    });
    lambda.node.addDependency(policy);
  }
  const resources = filled.flatMap((statement) => statement.resources);
  for (const resource of new Set(resources.filter((arn) => arn.includes('*') && arn !== '*'))) {
    acknowledgeWildcard(role, resource, wildcardReason);
  }
}

function filledIn(statement: IamStatement, fillIn: (text: string) => string): IamStatement {
  return {
    ...statement,
    resources: statement.resources.map(fillIn),
    conditions: Object.fromEntries(
      Object.entries(statement.conditions ?? {}).map(([operator, operands]) => [
        operator,
        Object.fromEntries(Object.entries(operands).map(([key, value]) => [key, fillIn(value)])),
      ]),
    ),
  };
}

function policyStatement({ actions, resources, conditions = {} }: IamStatement): PolicyStatement {
  return new PolicyStatement({ actions: [...actions], resources: [...resources], conditions });
}
