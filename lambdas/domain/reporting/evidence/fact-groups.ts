export interface FactGroup<Fact> {
  readonly heading: string;
  readonly facts: readonly Fact[];
}

/** Headings for kinds of facts whose own name would not read well. */
export const factHeadings: Readonly<Record<string, string>> = {
  metric: 'What is measured',
  logs: 'Errors in the logs',
  'blast-radius': 'Who is affected',
  'dead-letters': 'Messages that could not be processed',
  suspect: 'Suspects',
  'ruled-out': 'Ruled out',
  similar: 'Seen before',
  unavailable: 'Not known',
};

/** What is wrong first, then all else that was found, then why Firebreak thinks so, and what it does not know. */
export const factOrder: { readonly first: readonly string[]; readonly last: readonly string[] } = {
  first: ['metric'],
  last: ['suspect', 'ruled-out', 'similar', 'unavailable'],
};

/** Facts of one kind under one heading. A kind without a heading is called by its name. */
export function groupFacts<Fact extends { readonly kind: string }>(
  facts: readonly Fact[],
): readonly FactGroup<Fact>[] {
  const byKind = Map.groupBy(facts, ({ kind }): string => kind);
  return [...byKind.entries()]
    .toSorted(([a], [b]) => rankOf(a) - rankOf(b))
    .map(([kind, group]) => ({ heading: headingOf(kind), facts: group }));
}

function rankOf(kind: string): number {
  return factOrder.first.includes(kind) ? -2 : factOrder.last.indexOf(kind);
}

function headingOf(kind: string): string {
  return factHeadings[kind] ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll('-', ' ')}`;
}
