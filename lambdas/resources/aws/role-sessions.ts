import { GetRoleCommand, GetRolePolicyCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import { iamName } from '../iam-name.ts';
import type { IamRoleId } from '../iam-role.ts';
import type { Written } from './written.ts';

/** What the IAM console calls it, too. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html */
const policyName = 'AWSRevokeOlderSessions';

/** The path of the role, `/` when it has none; null when there is no such role. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export async function readRolePath(aws: AwsClients, { role }: IamRoleId): Promise<string | null> {
  const sent = aws.get(IAMClient).send(new GetRoleCommand({ RoleName: iamName(role) }));
  const found = await orOnFault(sent, ['NoSuchEntityException'], null);
  return found === null ? null : (found.Role?.Path ?? '/');
}

/** What refuses every session that began before. */
export function revocationBefore(at: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: ['*'],
        Resource: ['*'],
        Condition: { DateLessThan: { 'aws:TokenIssueTime': at } },
      },
    ],
  });
}

/**
 * The role's policy that revokes sessions, as JSON; `none` when it has none.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export async function readRevocation(aws: AwsClients, { role }: IamRoleId): Promise<string> {
  const command = new GetRolePolicyCommand({ RoleName: iamName(role), PolicyName: policyName });
  const found = await orOnFault(aws.get(IAMClient).send(command), ['NoSuchEntityException'], null);
  return found?.PolicyDocument === undefined ? 'none' : decodeURIComponent(found.PolicyDocument);
}

/** When the sessions began that such a policy revokes; null when it is another one. */
export function revokedBefore(policy: string): string | null {
  const at = /"aws:TokenIssueTime":"([^"]+)"/.exec(policy.replaceAll(/\s/g, ''))?.[1];
  return at === undefined || Number.isNaN(Date.parse(at)) ? null : at;
}

/** Sent a single time. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export async function writeRevocation(
  aws: AwsClients,
  { role }: IamRoleId,
  policy: string,
): Promise<Written> {
  const command = new PutRolePolicyCommand({
    RoleName: iamName(role),
    PolicyName: policyName,
    PolicyDocument: policy,
  });
  try {
    await aws.get(IAMClient, 'once').send(command);
    return 'written';
  } catch (error) {
    switch (awsFaultOf(error) ?? '') {
      case 'NoSuchEntityException':
        return 'conflict';
      case 'LimitExceededException':
        return { refused: 'its inline policies have no room left (10,240 characters)' };
      case 'UnmodifiableEntityException':
        return { refused: 'it is managed by an AWS service' };
      default:
        throw error;
    }
  }
}
