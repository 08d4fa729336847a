import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { QueryOperation } from '../../protocol/aws-query.ts';
import { findRole, type IamState, type Role, setRolePolicy } from './iam-state.ts';
import { noSuch } from './key-operations.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole: QueryOperation<IamState> = (input, { state }) => {
  const { name, path } = roleOf(state, input);
  const Arn = localArn('iam', `role${path}${name}`);
  return {
    Role: { RoleName: name, Path: path, Arn, RoleId: 'AROAEXAMPLE', CreateDate: '2024-01-01T00:00:00Z' },
  };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy: QueryOperation<IamState> = (input, { state }) => {
  const { name, policies } = roleOf(state, input);
  const policy = input.get('PolicyName') ?? '';
  const document = policies[policy];
  if (document === undefined) throw noSuch(`The role policy with name ${policy} cannot be found.`);
  return { RoleName: name, PolicyName: policy, PolicyDocument: encodeURIComponent(document) };
};

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy: QueryOperation<IamState> = (input, context) => {
  const role = roleOf(context.state, input);
  const document = input.get('PolicyDocument') ?? '';
  const size = Object.values(role.policies).reduce((sum, { length }) => sum + length, document.length);
  if (size > 10_240) throw new AwsFault('LimitExceeded', 'Maximum policy size exceeded.', 409);
  setRolePolicy(role, input.get('PolicyName') ?? '', document, context.nowMs);
  context.save();
  return {};
};

function roleOf(state: IamState, input: URLSearchParams): Role {
  const name = input.get('RoleName') ?? '';
  const found = findRole(state, name);
  if (found !== undefined) return found;
  throw noSuch(`The role with name ${name} cannot be found.`);
}
