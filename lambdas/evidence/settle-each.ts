import { failureReason } from '../domain/failure-reason.ts';

/** Reads of every item at once. One that fails is told with its reason; rejects when all do. */
export async function settleEach<Item, Found>(
  items: readonly Item[],
  read: (item: Item) => Promise<Found>,
): Promise<{
  readonly found: readonly Found[];
  readonly failed: readonly { readonly item: Item; readonly reason: string }[];
}> {
  const outcomes = await Promise.all(
    items.map(async (item) => {
      try {
        return { found: await read(item) };
      } catch (error) {
        return { item, error };
      }
    }),
  );
  const found = outcomes.flatMap((each) => ('found' in each ? [each.found] : []));
  const failed = outcomes.flatMap((each) => ('error' in each ? [each] : []));
  if (found.length === 0 && failed[0] !== undefined) throw failed[0].error;
  return { found, failed: failed.map(({ item, error }) => ({ item, reason: failureReason(error) })) };
}
