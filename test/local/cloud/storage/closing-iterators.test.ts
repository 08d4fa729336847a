import { text } from 'node:stream/consumers';
import { expect, it } from '@jest/globals';
import stores from 'dynalite/db/index.js';
import { closeIteratorsOfDynalite } from '../../../../local/cloud/storage/closing-iterators.ts';

closeIteratorsOfDynalite();

it('leaves no iterator open of the ranges that dynalite has read', async () => {
  const store = stores.create({});
  const open = new Set<unknown>();
  const { db } = store;
  const [attach, detach] = [db.attachResource.bind(db), db.detachResource.bind(db)];
  let attached = 0;
  db.attachResource = (resource) => {
    attached += 1;
    open.add(resource);
    attach(resource);
  };
  db.detachResource = (resource) => {
    open.delete(resource);
    detach(resource);
  };
  for (let range = 0; range < 5; range += 1) {
    const stream = store.getItemDb('incidents').createValueStream({});
    const closed = new Promise((resolve) => stream.once('close', resolve));
    await text(stream);
    await closed;
  }
  // The database counts itself.
  expect({ attached, open: open.size }).toEqual({ attached: 5 + 1, open: 0 });
});
