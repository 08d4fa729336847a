import { expect, it } from '@jest/globals';
import { quarantineFirst } from '../../../lambdas/use-cases/correlation/quarantine-first.ts';
import { newestLines } from '../../../lambdas/use-cases/intake/count-ledger.ts';
import { createInMemoryDeliveryLedger } from '../../../local/rehearsal/memory/in-memory-delivery-ledger.ts';
import { aDelivery, aLedgerLine } from '../../support/builders/records.ts';

const at = (iso: string) => ({ now: () => new Date(iso) });

it('keeps a delivery in quarantine before its last trial, and what comes of the trial counts instead', async () => {
  const ledger = createInMemoryDeliveryLedger();
  const delivery = aDelivery();
  await quarantineFirst({ ledger, clock: at('2026-11-23T02:00:00Z') }, delivery);
  await quarantineFirst({ ledger, clock: at('2026-11-23T02:01:00Z') }, delivery);
  expect(ledger.lines()).toHaveLength(1);
  expect(newestLines(ledger.lines())).toMatchObject([{ delivery, disposition: 'quarantined' }]);
  await ledger.writeBatch('bat_1', [
    { ...aLedgerLine(), delivery, disposition: 'opened', processedAt: '2026-11-23T02:01:01.000Z' },
  ]);
  expect(newestLines(ledger.lines())).toMatchObject([{ disposition: 'opened' }]);
});
