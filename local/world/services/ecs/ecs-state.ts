import type { Scenario } from '../../scenario/scenario.ts';

/** How a deployment ended otherwise than by itself. */
export interface DeploymentEnd {
  readonly status: 'STOPPED' | 'ROLLBACK_SUCCESSFUL' | 'ROLLBACK_FAILED';
  /** ISO 8601 UTC; may lie ahead. */
  readonly at: string;
  /** From then on it is being rolled back; left out: that took no time. */
  readonly requestedAt?: string;
  readonly isCircuitBreaker: boolean;
}

export interface EcsDeployment {
  readonly id: string;
  /** Id of the service revision that it brings. */
  readonly revision: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  readonly createdAt: string;
  /** Null while it waits. */
  readonly startedAt: string | null;
  /** From its start until it has finished; left out: as long as tasks take. */
  readonly rolloutSeconds?: number;
  end: DeploymentEnd | null;
}

export interface EcsService {
  readonly cluster: string;
  readonly name: string;
  /** The queue that its tasks read; left out: none. */
  readonly reads?: string;
  readonly taskStartSeconds: number;
  readonly createdAt: string;
  /** Left out: 100. */
  readonly minimumHealthyPercent?: number;
  /** When what ran got stuck, oldest first; new tasks are well. */
  readonly stuck: { readonly id: string; readonly at: string }[];
  /** Wanted numbers of tasks and since when, oldest first; the last may lie ahead. */
  readonly desired: { readonly count: number; readonly at: string }[];
  /** Oldest first. */
  readonly deployments: EcsDeployment[];
}

export interface TaskDefinition {
  readonly family: string;
  readonly revision: number;
  readonly registeredAt: string;
  status: 'ACTIVE' | 'INACTIVE';
  /** `digest`: of the image that was pushed for it. */
  readonly containers: { readonly name: string; image: string; readonly digest: string }[];
}

/** Where the images of all task definitions are. */
export const imageRegistry = '000000000000.dkr.ecr.us-east-1.amazonaws.com';

export interface EcsState {
  readonly services: EcsService[];
  readonly taskDefinitions: TaskDefinition[];
}

export function seedEcs({ ecsServices }: Scenario, startedAtMs: number): EcsState {
  const state: EcsState = { services: [], taskDefinitions: [] };
  for (const {
    name,
    cluster,
    taskFamily,
    taskRevision,
    minutesAgo,
    desiredCount,
    taskStartSeconds,
    reads,
  } of ecsServices) {
    const atMs = startedAtMs - minutesAgo * 60_000;
    const at = iso(atMs);
    const desired = [{ count: desiredCount, at }];
    const service: EcsService = {
      cluster,
      name,
      ...(reads === undefined ? {} : { reads }),
      taskStartSeconds,
      createdAt: at,
      stuck: [],
      desired,
      deployments: [],
    };
    state.services.push(service);
    registerTaskDefinition(state, taskFamily, taskRevision, atMs);
    startDeployment(service, `${taskFamily}:${taskRevision}`, atMs);
  }
  return state;
}

export function findEcsService(
  { services }: EcsState,
  name: string,
  cluster?: string,
): EcsService | undefined {
  return services.find((one) => one.name === name && (cluster === undefined || one.cluster === cluster));
}

/** By `family:revision`, by `family` (its newest active one) or by ARN. */
export function findTaskDefinition(state: EcsState, name: string): TaskDefinition | undefined {
  const [family = '', revision] = lastPart(name).split(':');
  const ofFamily = state.taskDefinitions.filter((one) => one.family === family);
  return revision === undefined
    ? ofFamily.findLast(({ status }) => status === 'ACTIVE')
    : ofFamily.find((one) => String(one.revision) === revision);
}

export function registerTaskDefinition(
  state: EcsState,
  family: string,
  revision: number,
  atMs: number,
): void {
  if (findTaskDefinition(state, `${family}:${revision}`) !== undefined) return;
  const digest = `sha256:${family}-${revision}`;
  const containers = [{ name: 'app', image: `${imageRegistry}/${family}:${revision}`, digest }];
  state.taskDefinitions.push({ family, revision, registeredAt: iso(atMs), status: 'ACTIVE', containers });
}

export function startDeployment(
  service: EcsService,
  taskDefinition: string,
  atMs: number,
  { id, rolloutSeconds }: { readonly id?: string; readonly rolloutSeconds?: number | undefined } = {},
): EcsDeployment {
  const number = service.deployments.length + 1;
  const deployment: EcsDeployment = {
    id: id ?? `${service.name}-${String(number).padStart(4, '0')}`,
    revision: String(1_000_000_000_000 + number),
    taskDefinition,
    createdAt: iso(atMs),
    startedAt: iso(atMs),
    ...(rolloutSeconds === undefined ? {} : { rolloutSeconds }),
    end: null,
  };
  service.deployments.push(deployment);
  return deployment;
}

/** From then on; whatever was to happen later does not. */
export function setDesiredCount(service: EcsService, count: number, atMs: number): void {
  const ahead = service.desired.findIndex(({ at }) => Date.parse(at) > atMs);
  if (ahead >= 0) service.desired.splice(ahead);
  service.desired.push({ count, at: iso(atMs) });
}

/** `arn:…:service/shop/checkout` → `checkout`; a name stays. */
export function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
