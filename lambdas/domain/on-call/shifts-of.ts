import type { Cover, Shift } from './shift.ts';

/** Part of a span: who is on call in it, or that nobody is. */
export interface Stretch extends Omit<Shift, 'person'> {
  readonly person: string | null;
}

/** Who is on call throughout [from, until), earliest first and without a hole; the same person twice in a row is one stretch. */
export function stretchesOf(cover: Cover, from: number, until: number): readonly Stretch[] {
  const inside = cover.changesIn(from, until).filter((at) => from < at && at < until);
  const starts = [...new Set([from, ...inside])].toSorted((a, b) => a - b);
  const stretches: Stretch[] = [];
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? until;
    const person = cover.personAt(start);
    const last = stretches.at(-1);
    if (last?.person === person) stretches[stretches.length - 1] = { ...last, until: end };
    else stretches.push({ person, from: start, until: end });
  }
  return stretches;
}
