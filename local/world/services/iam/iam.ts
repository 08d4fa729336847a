import { awsQuery } from '../../protocol/aws-query.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import {
  findKey,
  findRole,
  type IamState,
  leakedSpans,
  leakKey,
  seedIam,
  stealSession,
  stolenSpans,
} from './iam-state.ts';
import { getAccessKeyLastUsed, listAccessKeys, updateAccessKey } from './key-operations.ts';
import { getRole, getRolePolicy, putRolePolicy } from './role-operations.ts';

/** Access keys and roles. What leaked has its effect until the key is inactive or the session revoked. */
export const iam: AwsService<IamState> = {
  signingName: 'iam',
  endpointSuffix: 'IAM',
  seed: seedIam,
  protocol: awsQuery(
    { namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
    {
      ListAccessKeys: listAccessKeys,
      GetAccessKeyLastUsed: getAccessKeyLastUsed,
      UpdateAccessKey: updateAccessKey,
      GetRole: getRole,
      GetRolePolicy: getRolePolicy,
      PutRolePolicy: putRolePolicy,
    },
  ),
  story: {
    play({ leakedKey, stolenSession }, { state, nowMs }) {
      if (stolenSession !== undefined) {
        const role = findRole(state, stolenSession.role);
        if (role === undefined) throw new Error(`The story has an unknown role: ${stolenSession.role}`);
        stealSession(state, role, nowMs);
        return `Somebody else has a session of the role ${role.name}.`;
      }
      if (leakedKey === undefined) return null;
      const key = findKey(state, leakedKey.accessKey);
      if (key === undefined) throw new Error(`The story leaks an unknown key: ${leakedKey.accessKey}`);
      leakKey(state, key, nowMs);
      return `Somebody else uses the access key of ${key.user}.`;
    },
    spansOf({ leakedKey, stolenSession }, state) {
      if (leakedKey !== undefined) return leakedSpans(state, leakedKey.accessKey);
      return stolenSession === undefined ? null : stolenSpans(state, stolenSession.role);
    },
  },
};
