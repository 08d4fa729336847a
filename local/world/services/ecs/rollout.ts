import type { EcsDeployment, EcsService } from './ecs-state.ts';

/** Old tasks end so long after the new ones take requests. */
const OLD_TASKS_MS = 30_000;

export type ServiceDeploymentStatus =
  | 'PENDING'
  | 'IN_PROGRESS'
  | 'SUCCESSFUL'
  | 'ROLLBACK_IN_PROGRESS'
  | NonNullable<EcsDeployment['end']>['status'];

export interface Rollout {
  readonly deployment: EcsDeployment;
  /** The one whose tasks it replaces. */
  readonly source: EcsDeployment | null;
  readonly status: ServiceDeploymentStatus;
  /** Epoch milliseconds; null while it is in progress. */
  readonly finishedAtMs: number | null;
}

/** Deployments that were made until then, oldest first, with how far each is. A newer one stops one in progress. */
export function rolloutsAt(service: EcsService, nowMs: number): readonly Rollout[] {
  const made = service.deployments.filter(({ createdAt }) => Date.parse(createdAt) <= nowMs);
  const rollouts: Rollout[] = [];
  for (const [index, deployment] of made.entries()) {
    const source = rollouts.findLast(({ status }) => status === 'SUCCESSFUL')?.deployment ?? null;
    rollouts.push({ deployment, source, ...progressOf(service, deployment, made[index + 1], nowMs) });
  }
  return rollouts;
}

/** What the service is set to: its newest deployment, or after a rollback the one before. */
export function wantedRolloutAt(service: EcsService, nowMs: number): Rollout | undefined {
  const rollouts = rolloutsAt(service, nowMs);
  const newest = rollouts.findLast(({ status }) => status !== 'PENDING');
  if (newest?.deployment.end == null) return newest;
  return rollouts.find(({ deployment }) => deployment === newest.source) ?? newest;
}

/** The task definition whose tasks take requests at a moment: that of the newest deployment that was not rolled back. */
export function liveDeploymentAt(service: EcsService, atMs: number): EcsDeployment | undefined {
  return service.deployments.findLast(
    ({ startedAt, end }) =>
      startedAt !== null && Date.parse(startedAt) <= atMs && (end === null || atMs < Date.parse(end.at)),
  );
}

function progressOf(
  { taskStartSeconds }: EcsService,
  { startedAt, rolloutSeconds, end }: EcsDeployment,
  next: EcsDeployment | undefined,
  nowMs: number,
): Pick<Rollout, 'status' | 'finishedAtMs'> {
  if (startedAt === null) return { status: 'PENDING', finishedAtMs: null };
  const rolloutMs =
    (rolloutSeconds ?? taskStartSeconds) * 1000 + (rolloutSeconds === undefined ? OLD_TASKS_MS : 0);
  const finishAtMs = Date.parse(startedAt) + rolloutMs;
  if (end !== null && Date.parse(end.at) <= nowMs)
    return { status: end.status, finishedAtMs: Date.parse(end.at) };
  if (end?.requestedAt !== undefined && Date.parse(end.requestedAt) <= nowMs)
    return { status: 'ROLLBACK_IN_PROGRESS', finishedAtMs: null };
  const nextAtMs = next?.startedAt == null ? Number.POSITIVE_INFINITY : Date.parse(next.startedAt);
  if (nextAtMs < finishAtMs) return { status: 'STOPPED', finishedAtMs: nextAtMs };
  if (nowMs < finishAtMs) return { status: 'IN_PROGRESS', finishedAtMs: null };
  return { status: 'SUCCESSFUL', finishedAtMs: finishAtMs };
}
