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
    const { ecsDeployment, ecsScaling } = event;
    if (ecsDeployment !== undefined) return deploy(event, ecsDeployment, context);
    if (ecsScaling === undefined) return null;
    const service = serviceOf(context.state, ecsScaling.service);
    setDesiredCount(service, ecsScaling.desiredCount, context.nowMs);
    return `The ECS service ${service.name} is scaled to ${ecsScaling.desiredCount} tasks.`;
  },
  spansOf({ id, ecsDeployment, ecsScaling }, state) {
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
