import type { Scenario } from '../../scenario/scenario.ts';

export interface GroupSize {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
}

/** An instance refresh to another version of the launch template. */
export interface Refresh {
  readonly id: string;
  readonly fromVersion: string;
  readonly toVersion: string;
  readonly at: string;
  /** As long as it takes when nobody stops it. */
  readonly seconds: number;
  rolledBackAt: string | null;
}

export interface Group {
  readonly name: string;
  readonly launchTemplate: string;
  /** Its version at the beginning. */
  readonly launchTemplateVersion: string;
  readonly instanceStartSeconds: number;
  readonly createdAt: string;
  /** Oldest first. */
  readonly sizes: (GroupSize & { readonly at: string })[];
  readonly suspended: string[];
  readonly refreshes: Refresh[];
  /** What its size counts, such as `vcpu`; left out: instances. */
  capacityType?: string;
}

export interface AutoScalingState {
  readonly groups: Group[];
}

export function seedGroups({ autoScalingGroups }: Scenario, startedAtMs: number): AutoScalingState {
  return {
    groups: autoScalingGroups.map(
      ({ name, launchTemplate, launchTemplateVersion, minutesAgo, instanceStartSeconds, ...size }) => {
        const at = new Date(startedAtMs - minutesAgo * 60_000).toISOString();
        const { min, max, desired } = size;
        const sizes = [{ min, max, desired, at }];
        return {
          name,
          launchTemplate,
          launchTemplateVersion,
          instanceStartSeconds,
          createdAt: at,
          sizes,
          suspended: [],
          refreshes: [],
        };
      },
    ),
  };
}

export function findGroup({ groups }: AutoScalingState, name: string): Group | undefined {
  return groups.find((group) => group.name === name);
}

export function sizeAt({ sizes }: Group, atMs: number): GroupSize {
  const found = sizes.findLast(({ at }) => Date.parse(at) <= atMs) ?? sizes[0];
  if (found === undefined) throw new Error('A group has a size from its beginning');
  return found;
}

export function setSize(group: Group, { min, max, desired }: GroupSize, atMs: number): void {
  group.sizes.push({ min, max, desired, at: new Date(atMs).toISOString() });
}

/** Instances that take requests: they follow the wanted number as fast as they start. */
export function inServiceAt({ sizes, instanceStartSeconds }: Group, atMs: number): number {
  let running = 0;
  for (const [index, { desired, at }] of sizes.entries()) {
    const lagMs = index === 0 || desired < running ? 0 : instanceStartSeconds * 1000;
    if (Date.parse(at) + lagMs <= atMs) running = desired;
  }
  return running;
}
