import { matchesPattern } from '../matches-pattern.ts';

/** What protects a resource, strictest first. */
export const protectionRules = ['never', 'two-people', 'ask'] as const;

interface ProtectedResource {
  /** Its key, with `*` for any text. */
  readonly resource: string;
  readonly rule: (typeof protectionRules)[number];
}

/** Those that fit a resource, the strictest first. */
export function protectionsOf<Each extends ProtectedResource>(
  protectedResources: readonly Each[],
  resource: string,
): readonly Each[] {
  return protectedResources
    .filter((each) => matchesPattern(each.resource, resource))
    .toSorted((a, b) => protectionRules.indexOf(a.rule) - protectionRules.indexOf(b.rule));
}
