import { closest } from './known-keys.ts';

/** `"kris" is not a person in people.yaml; did you mean "chris"?` */
export function unknownName(name: string, known: readonly string[], what: string): string {
  const meant = closest(name, known);
  const hint = meant === null ? `there are ${known.join(', ') || 'none'}` : `did you mean "${meant}"?`;
  return `"${name}" is not ${withArticle(what)}; ${hint}`;
}

export function withArticle(what: string): string {
  return `${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}`;
}
