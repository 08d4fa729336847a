import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

export const rollBackParamsSchema = z.object({
  cluster: nameParam,
  service: nameParam,
  /** Id of the suspect service deployment, the last part of its ARN. */
  deployment: nameParam,
  /** The suspect task definition: the service must still be set to it. */
  fromTaskDefinition: nameParam,
  /** The one that ran before it. */
  toTaskDefinition: nameParam,
});

export type RollBackEcsParams = z.infer<typeof rollBackParamsSchema>;
export type RollBackEcsPreState = { readonly taskDefinition: string };
