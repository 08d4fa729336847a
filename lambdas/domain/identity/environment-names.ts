import type { CompiledPolicy } from '../policy/policy.ts';
import { plainName } from './plain-name.ts';

/** The environments that policy knows. */
export interface KnownEnvironments {
  readonly environments: CompiledPolicy['environments'];
  readonly services: readonly Pick<CompiledPolicy['services'][number], 'id' | 'environment'>[];
}

/** What people write for the same environment, where policy does not say otherwise. */
const usualNames: Readonly<Record<string, readonly string[]>> = {
  production: ['prod', 'prd'],
  'pre-production': ['preproduction', 'pre-prod', 'preprod', 'pre-prd', 'preprd', 'ppd'],
  'non-production': ['nonproduction', 'non-prod', 'nonprod', 'not-prod', 'not-production'],
  staging: ['stage', 'stag', 'stg'],
  development: ['develop', 'devel', 'dev'],
  test: ['testing', 'tst'],
  integration: ['int'],
  acceptance: ['acc', 'uat'],
  quality: ['qa'],
  sandbox: ['sbx'],
};

const usualNameOf: ReadonlyMap<string, string> = new Map(
  Object.entries(usualNames).flatMap(([name, others]) => [name, ...others].map((each) => [each, name])),
);

/** What senders write when there is nothing to say, and the default stage of an API Gateway. */
const nothing: ReadonlySet<string> = new Set(['default', 'none', 'null', 'nil', 'undefined', 'n-a', 'na']);

/**
 * The environment that a sender names, as policy calls it: by its id, by an alias, or by the usual long and short names. One that policy
 * does not know is its own. Null when nothing is said.
 */
export function environmentNamed(policy: KnownEnvironments, text: string): string | null {
  const name = plainName(text);
  if (name === null || nothing.has(name)) return null;
  const known = knownEnvironment(policy, name);
  return known ?? usualNameOf.get(name) ?? name;
}

/**
 * The environment that a name of something else, such as a namespace, plainly is or ends in (`shop-staging`); with `atStart`, or begins
 * with. Null when it is about something else.
 */
export function environmentWithin(
  policy: KnownEnvironments,
  text: string,
  { atStart = false }: { readonly atStart?: boolean } = {},
): string | null {
  const words = plainName(text)?.split('-') ?? [];
  const parts = [words, words.slice(-2), words.slice(-1)];
  if (atStart) parts.push(words.slice(0, 2), words.slice(0, 1));
  for (const part of parts) {
    const name = part.join('-');
    const found = knownEnvironment(policy, name) ?? usualNameOf.get(name);
    if (found !== undefined) return found;
  }
  return null;
}

function knownEnvironment({ environments, services }: KnownEnvironments, name: string): string | undefined {
  const ids = [
    ...new Set([...environments.map(({ id }) => id), ...services.map(({ environment }) => environment)]),
  ];
  if (ids.includes(name)) return name;
  const byAlias = environments.find(({ aliases }) => aliases.some((alias) => plainName(alias) === name));
  if (byAlias !== undefined) return byAlias.id;
  const usual = usualNameOf.get(name);
  const same = usual === undefined ? [] : ids.filter((id) => usualNameOf.get(id) === usual);
  // Policy tells two of them apart: which of them is meant is not known.
  return same.length === 1 ? same[0] : same.length > 1 ? name : undefined;
}
