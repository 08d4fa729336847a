import * as z from 'zod/mini';
import type { FlagEntry } from '../../resources/aws/flag-document.ts';
import type { FlagPreState } from '../appconfig/flag-edit.ts';
import { nameParam } from '../params/name-param.ts';

export const restoreFlagParamsSchema = z.object({
  application: nameParam,
  environment: nameParam,
  profile: nameParam,
  flag: nameParam,
  /** Configuration version that was deployed before the change. */
  fromVersion: z.string().check(z.regex(/^\d{1,10}$/, 'must be the number of a version')),
});

export type RestoreFlagParams = z.infer<typeof restoreFlagParamsSchema>;

/** `earlier`: what `fromVersion` says of the flag. */
export type RestoreFlagPreState = FlagPreState & { readonly earlier: FlagEntry };
