import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

export const switchOffFlagParamsSchema = z.object({
  application: nameParam,
  environment: nameParam,
  profile: nameParam,
  flag: nameParam,
});

export type SwitchOffFlagParams = z.infer<typeof switchOffFlagParamsSchema>;

export type FlagPreState = {
  /** Configuration version that was deployed, with the flag on. */
  readonly version: string;
  /** Newest deployment of the environment and newest version of the profile: nobody may have added one since. */
  readonly latestDeployment: number;
  readonly latestVersion: number;
  /** The deployment that switched it on, while it can still be stopped; else null. */
  readonly stoppable: number | null;
};
