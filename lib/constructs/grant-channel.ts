import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { DeployedChannel } from '../deployed-channels.ts';
import { acknowledgeWildcard } from './acknowledge.ts';

/** What a channel declares: its permissions, its variables, and its secrets by name. */
export function grantChannel(
  lambda: LambdaFunction,
  { channel, values }: DeployedChannel,
  secrets: ReadonlyMap<string, Secret>,
): void {
  const { region, account, partition } = Stack.of(lambda);
  const known: Readonly<Record<string, string>> = { region, account, partition, ...values };
  const fillIn = (text: string) => text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
  for (const { actions, resources, conditions = {} } of channel.iam) {
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
    for (const resource of filled.filter((arn) => arn.includes('*'))) {
      acknowledgeWildcard(lambda.role ?? lambda, resource, `What the channel ${channel.name} declares.`);
    }
  }
  for (const [name, value] of Object.entries(values)) lambda.addEnvironment(name, value);
  for (const name of Object.keys(channel.secrets)) {
    const secret = secrets.get(name);
    if (secret === undefined) throw new Error(`The channel ${channel.name} has no secret ${name}`);
    lambda.addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
    );
    lambda.addEnvironment(name, secret.secretArn);
  }
}
