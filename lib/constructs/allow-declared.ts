import { Stack } from 'aws-cdk-lib';
import { type IRole, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { IamStatement } from '../../lambdas/ports/plug-ins/action.ts';
import { inDocuments, ownCharacters } from '../limits/in-documents.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { FunctionRole } from './function-role.ts';

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
  options: AllowDeclaredOptions,
): void {
  const further = allowIn(scopeOf(lambda), lambda.role, statements, options, (statement) =>
    lambda.addToRolePolicy(statement),
  );
  for (const policy of further) lambda.node.addDependency(policy);
}

/** The same for a role that has no function in its stack. */
export function allowRole(
  role: Role,
  statements: readonly IamStatement[],
  options: AllowDeclaredOptions,
): void {
  allowIn(role, role, statements, options, (statement) => role.addToPrincipalPolicy(statement));
}

/** Its policies stand below its role. */
function scopeOf(lambda: LambdaFunction): Construct {
  return lambda.role instanceof Role ? lambda.role : lambda;
}

function allowIn(
  scope: Construct,
  role: IRole | undefined,
  statements: readonly IamStatement[],
  { values = {}, wildcardReason }: AllowDeclaredOptions,
  allowOwn: (statement: PolicyStatement) => void,
): readonly ManagedPolicy[] {
  const { region, account, partition } = Stack.of(scope);
  const known: Readonly<Record<string, string>> = { region, account, partition, ...values };
  const fillIn = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
  const filled = statements.map((statement) => filledIn(statement, fillIn));
  const ownRoom = scope instanceof FunctionRole ? scope.room : ownCharacters;
  const [own = [], ...further] = inDocuments(filled, ownRoom);
  for (const statement of own) allowOwn(policyStatement(statement));
  const resources = filled.flatMap((statement) => statement.resources);
  for (const resource of new Set(resources.filter((arn) => arn.includes('*') && arn !== '*'))) {
    acknowledgeWildcard(scope, resource, wildcardReason);
  }
  return further.map(
    (document, index) =>
      new ManagedPolicy(scope, `Further${index + 1}`, {
        roles: role === undefined ? [] : [role],
        statements: document.map(policyStatement),
      }),
  );
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
