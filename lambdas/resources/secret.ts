import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { awsCommand } from './aws-command.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
export const secretNameField = namedField(
  /^(?!.*\/\/)[A-Za-z0-9_+=.@-]([A-Za-z0-9/_+=.@-]{0,254}[A-Za-z0-9_+=.@-])?$/,
  'must be the name of a secret as Secrets Manager has it, not its ARN',
);
const schema = z.strictObject({ secret: secretNameField });
export type SecretId = z.infer<typeof schema>;

/** A secret of Secrets Manager. Its value is never read. */
export const secret: ResourceKind<SecretId, 'secret'> = {
  kind: 'secret',
  title: 'Secret of Secrets Manager',
  schema,
  name: ({ secret: name }) => name,
  key: ({ secret: name }) => `secret:${name}`,
  // Secrets Manager ends each ARN with six characters of its own.
  arns: ({ secret: name }) => ({
    secret: `arn:{partition}:secretsmanager:{region}:{account}:secret:${name}-??????`,
  }),
  consoleUrl: ({ secret: name }, region) =>
    consolePage(region, `/secretsmanager/secret?name=${encodeURIComponent(name)}`),
  describe: ({ secret: name }, version) =>
    `secret ${name}${version === undefined ? '' : ` (version ${shortVersion(version)})`}`,
  // https://docs.aws.amazon.com/cli/latest/reference/secretsmanager/update-secret-version-stage.html
  commandBack: ({ secret: name }, { before, after }, place) =>
    before === null || after === null
      ? null
      : awsCommand(
          ['secretsmanager', 'update-secret-version-stage'],
          {
            'secret-id': name,
            'version-stage': 'AWSCURRENT',
            'remove-from-version-id': after,
            'move-to-version-id': before,
          },
          place,
        ),
};

/** Versions are UUIDs; their beginning tells them apart. */
export function shortVersion(version: string): string {
  return version.slice(0, 8);
}
