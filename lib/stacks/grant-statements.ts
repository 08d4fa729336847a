import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { incidentTable } from '../../lambdas/adapters/aws/dynamodb/table-schema.ts';
import { claimCheckPrefix } from '../../lambdas/ports/alert-queue.ts';
import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import type { ResourceNames } from '../functions/resource-names.ts';
import type { StatefulStack } from './stateful-stack.ts';

export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export function readSecret(
  lambda: LambdaFunction,
  variable: string,
  { secretArn }: Pick<ISecret, 'secretArn'>,
): void {
  allow(lambda, ['secretsmanager:GetSecretValue'], [secretArn]);
  lambda.addEnvironment(variable, secretArn);
}

/** Each by name. */
export function indexArns({ table }: StatefulStack): string[] {
  return Object.values(incidentTable.indexes).map(({ indexName }) => `${table.tableArn}/index/${indexName}`);
}

export function largeDeliveries(lambda: LambdaFunction, state: StatefulStack): string {
  return everyObject(
    lambda,
    `${state.exportValue(state.ledger.bucketArn)}/${claimCheckPrefix.replace(/\/$/, '')}`,
  );
}

export function everyObject(lambda: LambdaFunction, bucketArn: string): string {
  const objects = `${bucketArn}/*`;
  acknowledgeWildcard(
    lambda.role ?? lambda,
    objects,
    'Objects are named by batches and incidents, which come later.',
  );
  return objects;
}

export function allow(
  lambda: LambdaFunction,
  actions: string[],
  resources: string[],
  conditions: Conditions = {},
): void {
  lambda.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }));
}

/** Items whose partition key begins so, and no others. */
export function itemsUnder(prefix: string): Conditions {
  return { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`${prefix}*`] } };
}

export function workflowArns(lambda: LambdaFunction, { stateMachine }: ResourceNames) {
  const arn = (resource: string, resourceName: string) =>
    Stack.of(lambda).formatArn({
      service: 'states',
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  return { machine: arn('stateMachine', stateMachine), executions: arn('execution', `${stateMachine}:*`) };
}
