import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
const schema = z.strictObject({
  group: namedField(/^[A-Za-z0-9_.-]{1,255}$/, 'must be the name of an Auto Scaling group, not an ARN'),
});
export type AutoScalingGroupId = z.infer<typeof schema>;

/** A group of EC2 instances that Auto Scaling keeps at a size. */
export const autoScalingGroup: ResourceKind<AutoScalingGroupId, 'group'> = {
  kind: 'auto-scaling-group',
  title: 'Auto Scaling group',
  schema,
  name: ({ group }) => group,
  key: ({ group }) => `auto-scaling-group:${group}`,
  // Its id in the ARN is made by AWS. https://docs.aws.amazon.com/autoscaling/ec2/userguide/security_iam_id-based-policy-examples.html
  arns: ({ group }) => ({
    group: `arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:*:autoScalingGroupName/${group}`,
  }),
  consoleUrl: ({ group }, region) =>
    consolePage(region, '/ec2/home', `#AutoScalingGroupDetails:id=${encodeURIComponent(group)};view=details`),
  describe: ({ group }, version) =>
    `Auto Scaling group ${group}${version === undefined ? '' : ` at launch template ${version}`}`,
};
