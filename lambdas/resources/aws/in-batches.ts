/** What reading a list gives, in as many calls as it takes when one takes so many of it. The calls are made together. */
export function inBatches<Item, Output>(
  items: readonly Item[],
  batchSize: number,
  read: (batch: Item[]) => Promise<Output>,
): Promise<Output[]> {
  const batches = Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) =>
    items.slice(index * batchSize, (index + 1) * batchSize),
  );
  return Promise.all(batches.map(read));
}
