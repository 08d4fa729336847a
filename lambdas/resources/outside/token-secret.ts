import { secret, secretNameField } from '../secret.ts';

/** The secret that holds what a server outside AWS is shown; its name, because its ARN is made of it. */
export const tokenSecretField = secretNameField;

/** IAM's form of a secret that is read. */
export function tokenSecretArn(name: string): string {
  return secret.arns({ secret: name }).secret;
}
