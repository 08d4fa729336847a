import { serveLoopback } from '../../../local/cloud/http/loopback-server.ts';

interface ScheduleRequest {
  readonly GroupName: string;
  readonly ScheduleExpression: string;
  /** Epoch seconds. */
  readonly EndDate: number;
  readonly FlexibleTimeWindow: { readonly Mode: string };
  readonly ActionAfterCompletion: string;
  readonly Target: { readonly Arn: string; readonly RoleArn: string; readonly Input: string };
}

export interface SchedulerServer {
  readonly url: string;
  schedules(): readonly (ScheduleRequest & { readonly Name: string })[];
  stop(): Promise<void>;
}

/**
 * Create, update and delete as EventBridge Scheduler has them, with what it was sent left visible.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
 */
export async function startSchedulerServer(): Promise<SchedulerServer> {
  const kept = new Map<string, ScheduleRequest & { readonly Name: string }>();
  const fault = (status: number, name: string) => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': name },
    body: JSON.stringify({ Message: name }),
  });
  const server = await serveLoopback(async ({ method, path, query, headers, body }) => {
    if (!headers.authorization?.includes('/us-east-1/scheduler/aws4_request')) {
      return fault(403, 'MissingAuthenticationTokenException');
    }
    const Name = decodeURIComponent(path.replace('/schedules/', ''));
    const request: ScheduleRequest | null = body.length > 0 ? JSON.parse(body.toString('utf8')) : null;
    const id = `${request?.GroupName ?? query.get('groupName') ?? 'default'}/${Name}`;
    if (method === 'POST' && kept.has(id)) return fault(409, 'ConflictException');
    if (method !== 'POST' && !kept.has(id)) return fault(404, 'ResourceNotFoundException');
    if (method === 'DELETE') kept.delete(id);
    else if (request !== null) kept.set(id, { ...request, Name });
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
  });
  return { url: server.url, schedules: () => [...kept.values()], stop: () => server.stop() };
}
