import * as z from 'zod/mini';
import { parseNetwork } from '../domain/network/address.ts';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

const schema = z.strictObject({
  ipSet: namedField(
    /^firebreak-[A-Za-z0-9_-]{1,118}$/,
    'must be the name of an IP set for Firebreak alone, and begin with "firebreak-": it puts addresses in and takes them out',
  ),
  id: namedField(
    /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/,
    'must be the id of the IP set, a UUID as "aws wafv2 list-ip-sets --scope REGIONAL" shows it',
  ),
  neverBlock: namedField(
    /^[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+){0,49}$/,
    'must be the networks that are never blocked, with commas between: your NAT, VPN, offices, health checks, CDN, partners, such as "198.51.100.0/24,2001:db8::/32"',
  ).check(
    z.refine(
      (list) => list.split(',').every((each) => parseNetwork(each) !== null),
      'must be networks such as 198.51.100.0/24, with no bits set behind the prefix',
    ),
    z.maxLength(300, 'must have 300 characters at most: name wider networks'),
  ),
});
export type IpSetId = z.infer<typeof schema>;
export const ipSetFields = schema.shape;

/** A set of addresses of AWS WAF (REGIONAL) that a rule of a web ACL blocks. */
export const ipSet: ResourceKind<IpSetId, 'ipSet'> = {
  kind: 'ip-set',
  title: 'IP set of AWS WAF',
  schema,
  name: ({ ipSet: name }) => name,
  key: ({ ipSet: name, id, neverBlock }) => `ip-set:${name}:${id}:${neverBlock}`,
  arns: ({ ipSet: name, id }) => ({
    ipSet: `arn:{partition}:wafv2:{region}:{account}:regional/ipset/${name}/${id}`,
  }),
  consoleUrl: ({ ipSet: name, id }, region) =>
    consolePage(region, `/wafv2/homev2/ip-set/${encodeURIComponent(name)}/${encodeURIComponent(id)}`),
  describe: ({ ipSet: name }) => `IP set ${name}`,
};
