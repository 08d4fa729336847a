import { canonicalJson } from '../../canonical-json.ts';

/** Each once, in an order of its own: of two that differ under one name the same one counts, whatever order they come in. */
export function distinct<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly Item[] {
  const inOrder = items
    .map((item) => ({ item, key: canonicalJson(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return [...new Map(inOrder.map(({ item }) => [nameOf(item), item])).values()];
}
