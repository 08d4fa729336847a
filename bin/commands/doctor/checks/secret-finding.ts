import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type AwsClients, orOnFault } from '../../../../lambdas/ports/aws-clients.ts';
import { type Finding, problem } from '../finding.ts';

/** What is wrong with a secret, and `toMake`: what makes it where it is missing. Null: it is there. */
export async function secretFinding(
  aws: AwsClients,
  id: string,
  toMake = `aws secretsmanager create-secret --name ${id}`,
): Promise<Omit<Finding, 'check'> | null> {
  const command = new DescribeSecretCommand({ SecretId: id });
  const sent = aws.get(SecretsManagerClient).send(command);
  const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
  if (found === null) return problem(`There is no secret ${id}`, toMake);
  if (found.DeletedDate === undefined) return null;
  return problem(
    `The secret ${id} is about to be deleted`,
    `aws secretsmanager restore-secret --secret-id ${id}`,
  );
}
