import { awsQuery } from '../../protocol/aws-query.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { findKey, type IamState, leakedSpans, leakKey, seedIam } from './iam-state.ts';
import { getAccessKeyLastUsed, listAccessKeys, updateAccessKey } from './key-operations.ts';

/** Access keys of users. One that leaked has its effect until it is inactive. */
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
    },
  ),
  story: {
    play({ leakedKey }, { state, nowMs }) {
      if (leakedKey === undefined) return null;
      const key = findKey(state, leakedKey.accessKey);
      if (key === undefined) throw new Error(`The story leaks an unknown key: ${leakedKey.accessKey}`);
      leakKey(state, key, nowMs);
      return `Somebody else uses the access key of ${key.user}.`;
    },
    spansOf: ({ leakedKey }, state) =>
      leakedKey === undefined ? null : leakedSpans(state, leakedKey.accessKey),
  },
};
