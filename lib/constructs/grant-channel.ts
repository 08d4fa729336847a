import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { DeployedChannel } from '../deployed-channels.ts';
import { allowDeclared } from './allow-declared.ts';

/** What a channel declares: its permissions, its variables, and its secrets by name. */
export function grantChannel(
  lambda: LambdaFunction,
  { channel, values }: DeployedChannel,
  secrets: ReadonlyMap<string, Secret>,
): void {
  allowDeclared(lambda, channel.iam, {
    values,
    wildcardReason: `What the channel ${channel.name} declares.`,
  });
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
