import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

/** Never more at a time: all of them meet what failed them at once. */
export const mostExecutions = 50;

export const redriveParamsSchema = z.object({
  stateMachine: nameParam,
  /** Executions that failed since then, ISO 8601. */
  since: z.iso.datetime(),
  mostExecutions: z.int().check(z.gte(1), z.lte(mostExecutions)),
});
export type RedriveParams = z.infer<typeof redriveParamsSchema>;

export type RedrivePreState = {
  readonly stateMachineArn: string;
  /** To be redriven, oldest first, and how often each was before. */
  readonly executions: readonly { readonly name: string; readonly redriveCount: number }[];
  /** Failed ones beyond those. */
  readonly more: number;
};

export const redrivenSchema = z.object({ redriven: z.array(z.string()) });

export function executionArn(
  { stateMachineArn }: Pick<RedrivePreState, 'stateMachineArn'>,
  name: string,
): string {
  return `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
}
