import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { dimensionForm, namedDimensions } from './scalable-dimensions.ts';

// https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
const schema = z
  .strictObject({
    resourceId: z
      .string()
      .check(
        z.minLength(1, 'must be as Application Auto Scaling has it, such as table/NAME'),
        z.describe(
          'As Application Auto Scaling has it: table/NAME, table/NAME/index/INDEX or function:NAME:ALIAS.',
        ),
      ),
    dimension: z.enum(namedDimensions, {
      error: ({ input }) =>
        input === 'ecs:service:DesiredCount'
          ? 'must not be of an ECS service: write an ecs-service entry instead'
          : `must be one of ${namedDimensions.join(', ')}`,
    }),
  })
  .check((context) => {
    const { resourceId, dimension } = context.value;
    const form = dimensionForm(dimension);
    if (form.resourceId.test(resourceId)) return;
    const message = `must be ${form.example} for ${dimension}`;
    context.issues.push({ code: 'custom', input: resourceId, path: ['resourceId'], message });
  });
export type ScalableTargetId = z.infer<typeof schema>;

/** Something whose capacity Application Auto Scaling keeps between two bounds. */
export const scalableTarget: ResourceKind<ScalableTargetId, 'scaled'> = {
  kind: 'scalable-target',
  title: 'Target of Application Auto Scaling',
  schema,
  name: ({ resourceId }) => resourceId.replaceAll(/[/:]/g, '-'),
  key: ({ resourceId, dimension }) =>
    `scalable-target:${dimension.replaceAll(':', '/')}:${resourceId.replaceAll(':', '/')}`,
  arns: ({ resourceId, dimension }) => ({ scaled: dimensionForm(dimension).arn(resourceId) }),
  consoleUrl: ({ resourceId, dimension }, region) => dimensionForm(dimension).page(resourceId, region),
  describe: ({ resourceId, dimension }, version) =>
    `${unitOf(dimension)} of ${resourceId}${version === undefined ? '' : ` at ${version}`}`,
};

/** `dynamodb:table:ReadCapacityUnits` → `ReadCapacityUnits`. */
function unitOf(dimension: string): string {
  return dimension.slice(dimension.lastIndexOf(':') + 1);
}
