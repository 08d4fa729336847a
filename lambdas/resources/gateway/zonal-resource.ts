import * as z from 'zod/mini';
import type { ResourceKind } from '../../ports/plug-ins/resource-kind.ts';
import { consolePage } from '../console-page.ts';
import { namedField } from '../named-field.ts';

const account = 'arn:[a-z-]{3,15}:[a-z]{3,25}:[a-z0-9-]{9,20}:[0-9]{12}';
const kinds = [
  'loadbalancer/(app|net)/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}',
  'autoScalingGroup:[0-9a-f-]{36}:autoScalingGroupName/[A-Za-z0-9_.-]{1,255}',
  'cluster/[A-Za-z0-9_-]{1,100}',
];
const zone = '[a-z]{2,6}[0-9]{1,2}-az[0-9]{1,2}';
// https://docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-shift.resource-types.html
const schema = z.strictObject({
  arn: namedField(
    new RegExp(`^${account}:(${kinds.join('|')})$`),
    'must be the ARN of a load balancer, an Auto Scaling group or an EKS cluster (aws arc-zonal-shift list-managed-resources)',
  ),
  zones: namedField(
    new RegExp(`^${zone}(,${zone}){1,7}$`),
    'must be the ids of the zones that it is in, with commas between, such as "euw1-az1,euw1-az2,euw1-az3"; not names such as eu-west-1a',
  ),
});
export type ZonalResourceId = z.infer<typeof schema>;

/** Something that ARC can shift away from a zone. */
export const zonalResource: ResourceKind<ZonalResourceId, 'resource'> = {
  kind: 'zonal-resource',
  title: 'Resource in several Availability Zones',
  schema,
  name: ({ arn }) => nameOf(arn),
  key: ({ arn }) => `zonal-resource:${arn.replaceAll(':', '/')}`,
  arns: ({ arn }) => ({ resource: arn }),
  consoleUrl: ({ arn }, region) =>
    consolePage(region, '/route53recovery/zonalshift/home', `#/resource/${encodeURIComponent(arn)}`),
  describe: ({ arn }) => nameOf(arn),
};

/** Whether IAM knows it as a resource of zonal shifts: only load balancers. */
export function isLoadBalancer({ arn }: ZonalResourceId): boolean {
  return arn.includes(':loadbalancer/');
}

/** `app/web`, `prod`: what people call it. */
function nameOf(arn: string): string {
  const path = arn.split(':').at(-1) ?? '';
  return isLoadBalancer({ arn, zones: '' })
    ? path.split('/').slice(1, 3).join('/')
    : path.replace(/^[^/]*\//, '');
}
