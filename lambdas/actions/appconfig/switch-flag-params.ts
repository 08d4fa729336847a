import * as z from 'zod/mini';
import { nameParam } from '../params/name-param.ts';

export const switchFlagParamsSchema = z.object({
  application: nameParam,
  environment: nameParam,
  profile: nameParam,
  flag: nameParam,
});

export type SwitchFlagParams = z.infer<typeof switchFlagParamsSchema>;
