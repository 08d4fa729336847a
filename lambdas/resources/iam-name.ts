import type * as z from 'zod/mini';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
const name = '[A-Za-z0-9+=,.@_-]{1,64}';

/** A user or role with its path, as its ARN ends: `exports/partner-export`. What AWS's own services run with is not named. */
export function iamNameField(what: 'user' | 'role'): z.ZodMiniString {
  return namedField(
    new RegExp(`^(?!aws-service-role/)(?:${name}/){0,8}${name}$`),
    `must be the name of a ${what} with its path, as its ARN ends, not the ARN; no service-linked role`,
  );
}

/** What IAM's API calls it: its name without the path. */
export function iamName(withPath: string): string {
  return withPath.slice(withPath.lastIndexOf('/') + 1);
}
