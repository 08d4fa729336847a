import { environmentNamed, type KnownEnvironments } from './environment-names.ts';
import { plainName } from './plain-name.ts';

/** In a name of something else, only these words plainly tell an environment: `test` and `int` may be about what the thing does. */
const plainWords: ReadonlySet<string> = new Set(
  'production prod prd preproduction preprod nonproduction nonprod staging stg development dev qa uat sandbox sbx'.split(
    ' ',
  ),
);
/** Before an environment these turn it into another one: `pre-prod`. */
const turning: ReadonlySet<string> = new Set(['pre', 'non', 'not']);

/**
 * The environment that names tell which are made of words, such as `checkout-staging-5xx` or `stg-db-1`; `unknown` where they tell several,
 * null where they tell none. Words of the service's own name say nothing: `dev-portal`.
 */
export function environmentInNames(
  policy: KnownEnvironments,
  names: readonly string[],
  service: string | null,
): string | null {
  const own = service === null ? [] : service.split('-');
  const told = new Set(names.flatMap((name) => environmentsIn(policy, name, own)));
  const [only = null, ...others] = told;
  return others.length > 0 ? 'unknown' : only;
}

function environmentsIn(policy: KnownEnvironments, name: string, own: readonly string[]): readonly string[] {
  const words = without(own, wordsOf(name));
  return words.flatMap((word, place) => {
    if (!plainWords.has(word)) return [];
    const before = words[place - 1] ?? '';
    const found = environmentNamed(policy, turning.has(before) ? `${before}-${word}` : word);
    return found === null ? [] : [found];
  });
}

/** Names of hosts and addresses too. */
function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, 1000)
    .split(/[\s/:@?&=,;|]+/)
    .flatMap((part) => plainName(part.slice(0, 60))?.split('-') ?? []);
}

/** Without the first run of words that is the service's own name. */
function without(own: readonly string[], words: readonly string[]): readonly string[] {
  if (own.length < 2) return words;
  const start = words.findIndex((_, place) => own.every((word, index) => words[place + index] === word));
  return start === -1 ? words : words.toSpliced(start, own.length);
}
