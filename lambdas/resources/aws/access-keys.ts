import {
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  type ListAccessKeysCommandOutput,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import type { AccessKeyId } from '../access-key.ts';
import { iamName } from '../iam-name.ts';
import type { Written } from './written.ts';

/** `Active` or `Inactive`; null when the user has no such key. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export async function readKeyStatus(
  aws: AwsClients,
  { user, accessKeyId }: AccessKeyId,
): Promise<string | null> {
  let marker: string | undefined;
  do {
    const command = new ListAccessKeysCommand({ UserName: iamName(user), Marker: marker });
    const page: ListAccessKeysCommandOutput | null = await orOnFault(
      aws.get(IAMClient).send(command),
      ['NoSuchEntityException'],
      null,
    );
    const found = page?.AccessKeyMetadata?.find((each) => each.AccessKeyId === accessKeyId);
    if (found !== undefined) return found.Status ?? 'unknown';
    marker = page?.Marker;
  } while (marker !== undefined);
  return null;
}

/** What the key was last used for. */
export interface KeyUse {
  readonly at: string;
  /** Such as `s3`. */
  readonly service: string;
  readonly region: string;
}

/** Null when it was never used. Some minutes late. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html */
export async function readLastUse(aws: AwsClients, { accessKeyId }: AccessKeyId): Promise<KeyUse | null> {
  const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
  const { AccessKeyLastUsed: used } = await aws.get(IAMClient).send(command);
  if (used?.LastUsedDate === undefined) return null;
  return {
    at: used.LastUsedDate.toISOString(),
    service: used.ServiceName ?? 'unknown',
    region: used.Region ?? 'unknown',
  };
}

/** Sent a single time. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export async function writeKeyStatus(
  aws: AwsClients,
  { user, accessKeyId }: AccessKeyId,
  status: 'Active' | 'Inactive',
): Promise<Written> {
  const command = new UpdateAccessKeyCommand({
    UserName: iamName(user),
    AccessKeyId: accessKeyId,
    Status: status,
  });
  try {
    await aws.get(IAMClient, 'once').send(command);
    return 'written';
  } catch (error) {
    const fault = awsFaultOf(error);
    // Looking again tells that it is gone.
    if (fault === 'NoSuchEntityException') return 'conflict';
    if (fault === 'LimitExceededException') return { refused: 'IAM takes no more such changes now' };
    throw error;
  }
}
