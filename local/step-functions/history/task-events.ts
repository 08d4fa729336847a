import type { TaskResource } from '../definition/machine.ts';
import type { Json } from '../values/json.ts';
import type { EventDetails, EventType } from './event.ts';

export type TaskMoment = 'Scheduled' | 'Started' | 'Succeeded' | 'Failed' | 'TimedOut';

/** Which of the three families of task events a resource has. */
export function taskEventType({ kind }: TaskResource, moment: TaskMoment): EventType {
  return `${FAMILIES[kind]}${moment}`;
}

const FAMILIES = { lambda: 'LambdaFunction', activity: 'Activity', service: 'Task' } as const;

/** What identifies a service task in its events; the other families say it once, when scheduled. */
export function taskIdentity(resource: TaskResource): EventDetails {
  return resource.kind === 'service'
    ? { resourceType: resource.resourceType, resource: resource.resource }
    : {};
}

export interface ScheduledTask {
  readonly arguments: Json;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly region: string;
}

export function scheduledDetails(resource: TaskResource, task: ScheduledTask): EventDetails {
  const times = { timeoutInSeconds: task.timeoutSeconds, heartbeatInSeconds: task.heartbeatSeconds };
  switch (resource.kind) {
    case 'lambda':
      return { resource: resource.arn, input: task.arguments, timeoutInSeconds: task.timeoutSeconds };
    case 'activity':
      return { resource: resource.arn, input: task.arguments, ...times };
    case 'service':
      return { ...taskIdentity(resource), region: task.region, parameters: task.arguments, ...times };
    default:
      return resource satisfies never;
  }
}
