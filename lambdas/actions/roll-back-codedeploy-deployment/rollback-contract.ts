import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

const revisionParam = z.string().check(z.regex(/^[^\p{C}]{1,300}$/u, 'must be a revision'));

export const rollBackParamsSchema = z.object({
  application: nameParam,
  deploymentGroup: nameParam,
  /** Id of the suspect deployment, such as `d-ABCDEF123`. */
  deployment: nameParam,
  /** What it brings and what ran before, as people know them: a commit, a bundle. */
  fromRevision: revisionParam,
  toRevision: revisionParam,
});

export type RollBackParams = z.infer<typeof rollBackParamsSchema>;

const locationSchema = z.record(z.string(), z.unknown());

/** `stop`: it is in progress, and CodeDeploy rolls it back; `redeploy`: it has ended, and the earlier revision is deployed. */
export type RollBackPreState = {
  readonly way: 'stop' | 'redeploy';
  /** As CodeDeploy names them. */
  readonly revision: Readonly<z.infer<typeof locationSchema>>;
  readonly previousRevision: Readonly<z.infer<typeof locationSchema>>;
};

export const postStateSchema = z.object({
  way: z.enum(['stop', 'redeploy']),
  /** The deployment that brings the earlier revision back. */
  deployment: z.string(),
});
