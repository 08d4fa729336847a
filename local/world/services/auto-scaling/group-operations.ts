import { localArn } from '../../../cloud/state/local-account.ts';
import { AwsFault } from '../../protocol/aws-fault.ts';
import type { QueryOperation } from '../../protocol/aws-query.ts';
import { type AutoScalingState, findGroup, type Group, inServiceAt, setSize, sizeAt } from './group-state.ts';
import { versionAt } from './refresh-progress.ts';

type Operation = QueryOperation<AutoScalingState>;

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html */
export const describeAutoScalingGroups: Operation = (input, { state, nowMs }) => {
  const wanted = listIn(input, 'AutoScalingGroupNames');
  const found = state.groups.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  return { AutoScalingGroups: found.map((group) => describeGroup(group, nowMs)) };
};

/** Only what is given changes. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html */
export const updateAutoScalingGroup: Operation = (input, context) => {
  const group = groupNamed(context.state, input.get('AutoScalingGroupName'));
  const before = sizeAt(group, context.nowMs);
  const size = {
    min: numberIn(input, 'MinSize') ?? before.min,
    max: numberIn(input, 'MaxSize') ?? before.max,
    desired: numberIn(input, 'DesiredCapacity') ?? before.desired,
  };
  if (size.min > size.max) throw invalid('Max bound must be greater than or equal to min bound.');
  if (size.desired < size.min || size.desired > size.max) {
    throw invalid(`Desired capacity:${size.desired} must be between the specified min size and max size.`);
  }
  setSize(group, size, context.nowMs);
  context.save();
  return {};
};

export function groupNamed(state: AutoScalingState, name: string | null): Group {
  const found = findGroup(state, name ?? '');
  if (found === undefined) throw invalid('AutoScalingGroup name not found - null');
  return found;
}

function describeGroup(group: Group, nowMs: number) {
  const { min, max, desired } = sizeAt(group, nowMs);
  const running = inServiceAt(group, nowMs);
  const starting = Math.max(0, desired - running);
  const instances = Array.from({ length: running + starting }, (_, index) => ({
    InstanceId: `i-${String(index + 1).padStart(17, '0')}`,
    AvailabilityZone: `eu-west-1${'abc'[index % 3]}`,
    LifecycleState: index < running ? 'InService' : 'Pending',
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
  }));
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: localArn(
      'autoscaling',
      `autoScalingGroup:5f2c1f0e-8a47-4f0b-9d55-0c6f7b1f3a21:autoScalingGroupName/${group.name}`,
    ),
    LaunchTemplate: { LaunchTemplateName: group.launchTemplate, Version: versionAt(group, nowMs) },
    MinSize: min,
    MaxSize: max,
    DesiredCapacity: desired,
    DesiredCapacityType: group.capacityType,
    DefaultCooldown: 300,
    AvailabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    HealthCheckType: 'ELB',
    CreatedTime: group.createdAt,
    SuspendedProcesses: group.suspended.map((name) => ({
      ProcessName: name,
      SuspensionReason: 'User suspended',
    })),
    Instances: instances,
  };
}

/** `NAME.member.1`, `NAME.member.2` … */
export function listIn(input: URLSearchParams, name: string): readonly string[] {
  return [...input].flatMap(([field, value]) => (field.startsWith(`${name}.member.`) ? [value] : []));
}

function numberIn(input: URLSearchParams, name: string): number | null {
  const value = input.get(name);
  return value === null ? null : Number(value);
}

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationError', message);
}
