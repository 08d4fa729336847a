import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

export const rollBackConfigurationParamsSchema = z.object({
  application: nameParam,
  environment: nameParam,
  profile: nameParam,
  /** The suspect version: the environment must still be on it. */
  fromVersion: nameParam,
  /** The version that was deployed before it. */
  toVersion: nameParam,
});

export type RollBackConfigurationParams = z.infer<typeof rollBackConfigurationParamsSchema>;

export type ConfigurationPreState = {
  readonly version: string;
  /** Newest deployment of the environment: nobody may have added one since. */
  readonly latestDeployment: number;
  /** The deployment of the suspect version while it can still be stopped; else null. */
  readonly stoppable: number | null;
};
