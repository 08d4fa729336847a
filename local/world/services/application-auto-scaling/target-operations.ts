import * as z from 'zod';
import { AwsFault } from '../../protocol/aws-fault.ts';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';
import {
  findTarget,
  notSuspended,
  type ScalableTarget,
  type ScalingState,
  type SuspendedState,
  targetArn,
} from './scalable-targets.ts';
import { type ScaledResource, scaledResources } from './scaled-resources.ts';

/** So soon a service is brought within bounds that have changed. */
const ADJUSTS_AFTER_MS = 15_000;

const targetSchema = z.object({
  ServiceNamespace: z.string(),
  ResourceId: z.string(),
  ScalableDimension: z
    .string()
    .refine((value) => Object.hasOwn(scaledResources, value), 'This dimension is not simulated.'),
});

const registerSchema = targetSchema.extend({
  MinCapacity: z.number().int().min(0).optional(),
  MaxCapacity: z.number().int().min(0).optional(),
  RoleARN: z.string().optional(),
  SuspendedState: z
    .object({
      DynamicScalingInSuspended: z.boolean().optional(),
      DynamicScalingOutSuspended: z.boolean().optional(),
      ScheduledScalingSuspended: z.boolean().optional(),
    })
    .optional(),
});

type RegisterInput = z.output<typeof registerSchema>;

/** Registers, or changes only what is given. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const registerScalableTarget = jsonOperation(
  registerSchema,
  (input, context: ServiceContext<ScalingState>) => {
    const scaled = scaledBy(input, context);
    const known = findTarget(
      context.state,
      input.ServiceNamespace,
      input.ResourceId,
      input.ScalableDimension,
    );
    const minCapacity = input.MinCapacity ?? known?.minCapacity;
    const maxCapacity = input.MaxCapacity ?? known?.maxCapacity;
    if (minCapacity === undefined || maxCapacity === undefined) {
      throw invalid('MinCapacity and MaxCapacity are needed to register a scalable target.');
    }
    if (minCapacity > maxCapacity) throw invalid('Maximum capacity cannot be less than minimum capacity.');
    const suspended = suspendedBy(input.SuspendedState ?? {}, known?.suspended ?? notSuspended);
    const target: ScalableTarget = known ?? {
      serviceNamespace: input.ServiceNamespace,
      resourceId: input.ResourceId,
      scalableDimension: input.ScalableDimension,
      createdAt: new Date(context.nowMs).toISOString(),
      minCapacity,
      maxCapacity,
      suspended,
    };
    if (known === undefined) context.state.targets.push(target);
    Object.assign(target, { minCapacity, maxCapacity, suspended });
    bringWithin(target, scaled, context);
    context.save();
    return { ScalableTargetARN: targetArn(target) };
  },
);

const describeSchema = z.object({
  ServiceNamespace: z.string(),
  ResourceIds: z.array(z.string()).optional(),
  ScalableDimension: z.string().optional(),
  MaxResults: z.number().int().min(1).max(50).default(50),
  NextToken: z.string().optional(),
});

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html */
export const describeScalableTargets = jsonOperation(
  describeSchema,
  (input, context: ServiceContext<ScalingState>) => {
    const wanted = context.state.targets.filter(
      ({ serviceNamespace, resourceId, scalableDimension }) =>
        serviceNamespace === input.ServiceNamespace &&
        (input.ResourceIds?.includes(resourceId) ?? true) &&
        (input.ScalableDimension ?? scalableDimension) === scalableDimension,
    );
    const size = Math.min(input.MaxResults, context.mostPerPage);
    const page = pageOf(wanted, input.NextToken, size, 'InvalidNextTokenException');
    return { ScalableTargets: page.entries.map(describeTarget), NextToken: page.nextToken };
  },
);

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeregisterScalableTarget.html */
export const deregisterScalableTarget = jsonOperation(
  targetSchema,
  (input, context: ServiceContext<ScalingState>) => {
    const known = findTarget(
      context.state,
      input.ServiceNamespace,
      input.ResourceId,
      input.ScalableDimension,
    );
    if (known === undefined) {
      throw new AwsFault('ObjectNotFoundException', `No scalable target found for ${input.ResourceId}.`);
    }
    context.state.targets.splice(context.state.targets.indexOf(known), 1);
    context.save();
    return {};
  },
);

/** Only what is out of bounds changes; nothing scales in because the lower bound fell. */
function bringWithin(
  target: ScalableTarget,
  scaled: ScaledResource,
  { state, nowMs }: ServiceContext<ScalingState>,
): void {
  const { serviceNamespace, resourceId, scalableDimension, minCapacity, maxCapacity } = target;
  const atMs = nowMs + ADJUSTS_AFTER_MS;
  const before = scaled.capacityAt(atMs);
  const capacity = Math.min(maxCapacity, Math.max(minCapacity, before));
  if (capacity === before) return;
  scaled.setCapacity(capacity, atMs);
  const bound = capacity > before ? 'minimum' : 'maximum';
  state.activities = [
    ...(state.activities ?? []),
    {
      serviceNamespace,
      resourceId,
      scalableDimension,
      at: new Date(atMs).toISOString(),
      doneAt: new Date(atMs + ADJUSTS_AFTER_MS).toISOString(),
      capacity,
      cause: `${bound} capacity was set to ${capacity}`,
    },
  ];
}

function scaledBy(
  { ResourceId, ScalableDimension }: z.output<typeof targetSchema>,
  context: ServiceContext<ScalingState>,
): ScaledResource {
  const found = scaledResources[ScalableDimension]?.(ResourceId, context) ?? null;
  if (found === null) throw invalid(`The resource doesn't exist: ${ResourceId}`);
  return found;
}

function describeTarget(target: ScalableTarget) {
  return {
    ServiceNamespace: target.serviceNamespace,
    ResourceId: target.resourceId,
    ScalableDimension: target.scalableDimension,
    MinCapacity: target.minCapacity,
    MaxCapacity: target.maxCapacity,
    RoleARN: `arn:aws:iam::000000000000:role/aws-service-role/${target.serviceNamespace}.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling`,
    CreationTime: Date.parse(target.createdAt) / 1000,
    SuspendedState: target.suspended,
    ScalableTargetARN: targetArn(target),
  };
}

function suspendedBy(
  given: NonNullable<RegisterInput['SuspendedState']>,
  before: SuspendedState,
): SuspendedState {
  return {
    DynamicScalingInSuspended: given.DynamicScalingInSuspended ?? before.DynamicScalingInSuspended,
    DynamicScalingOutSuspended: given.DynamicScalingOutSuspended ?? before.DynamicScalingOutSuspended,
    ScheduledScalingSuspended: given.ScheduledScalingSuspended ?? before.ScheduledScalingSuspended,
  };
}

function invalid(message: string): AwsFault {
  return new AwsFault('ValidationException', message);
}
