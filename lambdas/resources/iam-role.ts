import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { iamName, iamNameField } from './iam-name.ts';

const schema = z.strictObject({ role: iamNameField('role') });
export type IamRoleId = z.infer<typeof schema>;
export const iamRoleFields = schema.shape;

/** An IAM role that something of the account's runs with. */
export const iamRole: ResourceKind<IamRoleId, 'role'> = {
  kind: 'iam-role',
  title: 'IAM role',
  schema,
  name: ({ role }) => iamName(role),
  key: ({ role }) => `iam-role:${role}`,
  arns: ({ role }) => ({ role: `arn:{partition}:iam::{account}:role/${role}` }),
  consoleUrl: ({ role }, region) =>
    consolePage(
      region,
      '/iam/home',
      `#/roles/details/${encodeURIComponent(iamName(role))}?section=permissions`,
    ),
  describe: ({ role }) => `role ${role}`,
  // https://docs.aws.amazon.com/cli/latest/reference/iam/get-role.html
  commandToLook: ({ role }, symptom) =>
    symptom === 'security' ? `aws iam get-role --role-name ${iamName(role)} --query Role.RoleLastUsed` : null,
};
