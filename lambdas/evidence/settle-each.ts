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
        return { ok: true, found: await read(item) } as const;
      } catch (error) {
        return { ok: false, item, error } as const;
      }
    }),
  );
  const found = outcomes.flatMap((each) => (each.ok ? [each.found] : []));
  const failed = outcomes.flatMap((each) => (each.ok ? [] : [each]));
  if (found.length === 0 && failed[0] !== undefined) throw failed[0].error;
  return { found, failed: failed.map(({ item, error }) => ({ item, reason: failureReason(error) })) };
}
