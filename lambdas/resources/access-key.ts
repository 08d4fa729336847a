import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { iamName, iamNameField } from './iam-name.ts';
import { namedField } from './named-field.ts';

const schema = z.strictObject({
  user: iamNameField('user'),
  accessKeyId: namedField(
    /^AKIA[A-Z0-9]{12,124}$/,
    'must be the id of an access key of a user (AKIA…), never its secret',
  ),
});
export type AccessKeyId = z.infer<typeof schema>;
export const accessKeyFields = schema.shape;

/** An access key of an IAM user, by its id. Its secret is known to nobody here. */
export const accessKey: ResourceKind<AccessKeyId, 'user'> = {
  kind: 'access-key',
  title: 'Access key of an IAM user',
  schema,
  name: ({ user }) => iamName(user),
  key: ({ user, accessKeyId }) => `access-key:${user}:${accessKeyId}`,
  arns: ({ user }) => ({ user: `arn:{partition}:iam::{account}:user/${user}` }),
  consoleUrl: ({ user }, region) =>
    consolePage(
      region,
      '/iam/home',
      `#/users/details/${encodeURIComponent(iamName(user))}?section=security_credentials`,
    ),
  // Its end tells it from the user's other key, and is not taken for a secret.
  describe: ({ user, accessKeyId }) => `access key …${accessKeyId.slice(-4)} of ${user}`,
  // https://docs.aws.amazon.com/cli/latest/reference/iam/get-access-key-last-used.html
  commandToLook: ({ accessKeyId }, symptom) =>
    symptom === 'security' ? `aws iam get-access-key-last-used --access-key-id ${accessKeyId}` : null,
};
