import stores from 'dynalite/db/index.js';

const create = stores.create.bind(stores);

/**
 * dynalite ends the iterator of each range that it has read with `return`, which LevelDB's iterators do not have: they would stay open for
 * good, and LevelDB keeps all that they could still read. Here `return` closes them.
 */
export function closeIteratorsOfDynalite(): void {
  stores.create = (options) => {
    const store = create(options);
    const { db } = store;
    for (const kind of ['keys', 'values'] as const) {
      const iterate = db[kind].bind(db);
      db[kind] = (range) => {
        const iterator = iterate(range);
        return Object.assign(iterator, { return: () => iterator.close() });
      };
    }
    return store;
  };
}
