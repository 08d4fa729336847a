import type { ServiceContext, StoryPlayer } from '../../protocol/aws-service.ts';
import type { StoryEvent } from '../../scenario/scenario-schema.ts';
import { type Span, spansIn } from '../../signals/account-view.ts';
import {
  type EcsService,
  type EcsState,
  findEcsService,
  registerTaskDefinition,
  setDesiredCount,
  startDeployment,
} from './ecs-state.ts';

/** Deployments of new task definitions, and other numbers of tasks. */
export const ecsStory: StoryPlayer<EcsState> = {
  play(event, context) {
    const { id = 'event', ecsDeployment, ecsScaling, ecsStuck } = event;
    if (ecsStuck !== undefined) {
      serviceOf(context.state, ecsStuck.service).stuck.push({
        id,
        at: new Date(context.nowMs).toISOString(),
      });
      return `The tasks of the ECS service ${ecsStuck.service} get stuck.`;
    }
    if (ecsDeployment !== undefined) return deploy(event, ecsDeployment, context);
    if (ecsScaling === undefined) return null;
    const service = serviceOf(context.state, ecsScaling.service);
    setDesiredCount(service, ecsScaling.desiredCount, context.nowMs);
    return `The ECS service ${service.name} is scaled to ${ecsScaling.desiredCount} tasks.`;
  },
  spansOf({ id, ecsDeployment, ecsScaling, ecsStuck }, state) {
    if (ecsStuck !== undefined) return stuckSpans(serviceOf(state, ecsStuck.service), id ?? 'event');
    if (ecsDeployment !== undefined) {
      return deploymentSpans(serviceOf(state, ecsDeployment.service), deploymentIdOf(id));
    }
    if (ecsScaling === undefined) return null;
    const { desired } = serviceOf(state, ecsScaling.service);
    return spansIn(desired.slice(1), ({ count }) => (count === ecsScaling.desiredCount ? 1 : 0));
  },
};

function deploy(
  { id }: StoryEvent,
  { service: name, rolloutSeconds }: NonNullable<StoryEvent['ecsDeployment']>,
  { state, nowMs }: ServiceContext<EcsState>,
): string {
  const service = serviceOf(state, name);
  const [family = '', revision = '0'] = service.deployments.at(-1)?.taskDefinition.split(':') ?? [];
  const next = Number(revision) + 1;
  registerTaskDefinition(state, family, next, nowMs);
  startDeployment(service, `${family}:${next}`, nowMs, { id: deploymentIdOf(id), rolloutSeconds });
  return `The ECS service ${service.name} is deployed with ${family}:${next}.`;
}

/** Until the first deployment since has brought new tasks. */
function stuckSpans({ stuck, deployments, taskStartSeconds }: EcsService, id: string): readonly Span[] {
  const at = stuck.find((one) => one.id === id)?.at;
  if (at === undefined) return [];
  const next = deployments.find(({ startedAt }) => startedAt !== null && startedAt > at)?.startedAt;
  const until = next == null ? Number.POSITIVE_INFINITY : Date.parse(next) + taskStartSeconds * 1000;
  return [{ from: Date.parse(at), until, share: 1 }];
}

/** From the deployment on until another task definition is deployed, or it is rolled back. */
function deploymentSpans({ deployments }: EcsService, id: string): readonly Span[] {
  const index = deployments.findIndex((one) => one.id === id);
  const found = deployments[index];
  if (found?.startedAt == null) return [];
  const next = deployments.slice(index + 1).find((one) => one.taskDefinition !== found.taskDefinition);
  const ends = [next?.startedAt, found.end?.at].flatMap((at) => (at == null ? [] : [Date.parse(at)]));
  return [
    { from: Date.parse(found.startedAt), until: Math.min(...ends, Number.POSITIVE_INFINITY), share: 1 },
  ];
}

function deploymentIdOf(eventId: string | undefined): string {
  return `story-${eventId ?? 'event'}`;
}

function serviceOf(state: EcsState, name: string): EcsService {
  const found = findEcsService(state, name);
  if (found === undefined) throw new Error(`The story names an unknown ECS service: ${name}`);
  return found;
}
