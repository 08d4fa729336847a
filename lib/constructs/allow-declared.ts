import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IamStatement } from '../../lambdas/ports/action.ts';
import { acknowledgeWildcard } from './acknowledge.ts';

export interface AllowDeclaredOptions {
  /** What stands for further `{names}`, beside `{region}`, `{account}` and `{partition}`. */
  readonly values?: Readonly<Record<string, string>>;
  /** Why a resource with a `*` is right. */
  readonly wildcardReason: string;
}

/** Allows a function what a plug-in declares, with the names in braces filled in. */
export function allowDeclared(
  lambda: LambdaFunction,
  statements: readonly IamStatement[],
  { values = {}, wildcardReason }: AllowDeclaredOptions,
): void {
  const { region, account, partition } = Stack.of(lambda);
  const known: Readonly<Record<string, string>> = { region, account, partition, ...values };
  const fillIn = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
  for (const { actions, resources, conditions = {} } of statements) {
    const filled = resources.map(fillIn);
    lambda.addToRolePolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: filled,
        conditions: Object.fromEntries(
          Object.entries(conditions).map(([operator, operands]) => [
            operator,
            Object.fromEntries(Object.entries(operands).map(([key, value]) => [key, fillIn(value)])),
          ]),
        ),
      }),
    );
    for (const resource of filled.filter((arn) => arn.includes('*') && arn !== '*')) {
      acknowledgeWildcard(lambda.role ?? lambda, resource, wildcardReason);
    }
  }
}
