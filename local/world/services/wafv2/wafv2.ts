import * as z from 'zod';
import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { awsJson, jsonOperation } from '../../protocol/aws-json.ts';
import type { AwsService, ServiceContext } from '../../protocol/aws-service.ts';
import { attackSpans, findIpSet, type IpSet, seedWaf, setAddresses, type WafState } from './wafv2-state.ts';

type Context = ServiceContext<WafState>;

const nameSchema = z.object({ Name: z.string(), Id: z.string(), Scope: z.literal('REGIONAL') });
const cidr =
  /^(?:(?:\d{1,3}\.){3}\d{1,3}\/(?:[1-9]|[12]\d|3[0-2])|[0-9a-fA-F:]+\/(?:[1-9]\d?|1[01]\d|12[0-8]))$/;
const updateSchema = nameSchema.extend({
  Addresses: z.array(z.string().regex(cidr)).max(10_000),
  LockToken: z.string(),
  Description: z.string().default(''),
});

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_GetIPSet.html */
const getIpSet = jsonOperation(nameSchema, (input, { state }: Context) => {
  const set = setOf(state, input);
  const { name, id, version, description, addresses } = set;
  return {
    IPSet: {
      Name: name,
      Id: id,
      ARN: localArn('wafv2', `regional/ipset/${name}/${id}`),
      Description: description,
      IPAddressVersion: version,
      Addresses: addresses,
    },
    LockToken: tokenOf(set),
  };
});

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_UpdateIPSet.html */
const updateIpSet = jsonOperation(updateSchema, (input, context: Context) => {
  const set = setOf(context.state, input);
  if (input.LockToken !== tokenOf(set)) {
    throw new AwsFault('WAFOptimisticLockException', 'The lock token is not the one of the newest change.');
  }
  setAddresses(set, input.Addresses, context.nowMs);
  set.description = input.Description;
  context.save();
  return { NextLockToken: tokenOf(set) };
});

function setOf(state: WafState, { Name, Id }: z.output<typeof nameSchema>): IpSet {
  const found = findIpSet(state, Name, Id);
  if (found !== undefined) return found;
  throw new AwsFault('WAFNonexistentItemException', 'AWS WAF couldn’t find the resource.');
}

function tokenOf({ id, changes }: IpSet): string {
  return `${id.slice(0, -6)}${String(changes).padStart(6, '0')}`;
}

/** IP sets. A web ACL blocks what is in them. */
export const wafv2: AwsService<WafState> = {
  signingName: 'wafv2',
  endpointSuffix: 'WAFV2',
  seed: seedWaf,
  protocol: awsJson(
    { target: 'AWSWAF_20190729', version: '1.1', invalid: 'WAFInvalidParameterException' },
    { GetIPSet: getIpSet, UpdateIPSet: updateIpSet },
  ),
  story: {
    play({ attack }, { state, nowMs }) {
      if (attack === undefined) return null;
      state.attacks.push({ address: attack.address, at: new Date(nowMs).toISOString() });
      return `Requests without end come from ${attack.address}.`;
    },
    spansOf: ({ attack }, state) => (attack === undefined ? null : attackSpans(state, attack.address)),
  },
};
