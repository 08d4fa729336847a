import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

export const switchOffFlagParamsSchema = z.object({
  application: nameParam,
  environment: nameParam,
  profile: nameParam,
  flag: nameParam,
});

export type SwitchOffFlagParams = z.infer<typeof switchOffFlagParamsSchema>;
