import { AwsFault } from '../../protocol/aws-fault.ts';
import type { QueryOperation } from '../../protocol/aws-query.ts';
import { pageOf } from '../../protocol/page.ts';
import { type AccessKey, findKey, type IamState, setKeyStatus } from './iam-state.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html */
export const listAccessKeys: QueryOperation<IamState> = (input, { state, mostPerPage }) => {
  const user = input.get('UserName') ?? '';
  const keys = state.keys.filter((key) => key.user === user);
  if (keys.length === 0) throw noSuch(`The user with name ${user} cannot be found.`);
  const size = Math.min(100, mostPerPage);
  const { entries, nextToken } = pageOf(keys, input.get('Marker') ?? undefined, size, 'ValidationError');
  return {
    AccessKeyMetadata: entries.map(({ id, status, createdAt }) => ({
      UserName: user,
      AccessKeyId: id,
      Status: status,
      CreateDate: createdAt,
    })),
    IsTruncated: nextToken !== undefined,
    Marker: nextToken,
  };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html */
export const getAccessKeyLastUsed: QueryOperation<IamState> = (input, { state }) => {
  const { user, lastUse } = keyOf(state, input.get('AccessKeyId') ?? '');
  return {
    UserName: user,
    AccessKeyLastUsed:
      lastUse === null
        ? { ServiceName: 'N/A', Region: 'N/A' }
        : { LastUsedDate: lastUse.at, ServiceName: lastUse.service, Region: lastUse.region },
  };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html */
export const updateAccessKey: QueryOperation<IamState> = (input, context) => {
  const key = keyOf(context.state, input.get('AccessKeyId') ?? '');
  const status = input.get('Status') ?? '';
  if (status !== 'Active' && status !== 'Inactive') throw new AwsFault('ValidationError', 'Invalid status.');
  setKeyStatus(key, status, context.nowMs);
  context.save();
  return {};
};

function keyOf(state: IamState, id: string): AccessKey {
  const found = findKey(state, id);
  if (found !== undefined) return found;
  throw noSuch(`The Access Key with id ${id} cannot be found.`);
}

export function noSuch(message: string): AwsFault {
  return new AwsFault('NoSuchEntity', message, 404);
}
