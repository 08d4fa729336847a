import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isLedgerLine, ledgerDispositions } from '../../../lambdas/ports/delivery-ledger.ts';
import { countLedger, newestLines } from '../../../lambdas/use-cases/intake/count-ledger.ts';
import { aDelivery, aLedgerLine } from '../../support/builders/records.ts';

const someLines = fc.array(
  fc
    .record({
      id: fc.constantFrom('dlv_1', 'dlv_2', 'dlv_3', 'dlv_4'),
      disposition: fc.constantFrom(...ledgerDispositions),
      second: fc.integer({ min: 10, max: 59 }),
    })
    .map(({ id, disposition, second }) =>
      aLedgerLine({
        delivery: aDelivery({ id, source: id < 'dlv_3' ? 'grafana' : 'datadog' }),
        disposition,
        processedAt: `2026-11-23T02:02:${second}.000Z`,
      }),
    ),
);

describe('counting the ledger', () => {
  it('balances for every source: received is the sum of all dispositions', () => {
    fc.assert(
      fc.property(someLines, (lines) => {
        const counts = countLedger(lines);
        for (const count of counts) {
          expect(ledgerDispositions.reduce((sum, name) => sum + count[name], 0)).toBe(count.received);
        }
        const received = counts.reduce((sum, count) => sum + count.received, 0);
        expect(received).toBe(new Set(lines.map(({ delivery }) => delivery.id)).size);
      }),
    );
  });

  it('takes the newest line of a delivery that was processed again', () => {
    const first = aLedgerLine({ disposition: 'quarantined', processedAt: '2026-11-23T02:00:00.000Z' });
    const second = { ...first, disposition: 'folded' as const, processedAt: '2026-11-23T03:00:00.000Z' };
    expect(newestLines([second, first])).toEqual([second]);
    expect(countLedger([second, first])).toMatchObject([{ received: 1, folded: 1, quarantined: 0 }]);
  });

  it('knows a line of the ledger from anything else', () => {
    expect(isLedgerLine(JSON.parse(JSON.stringify(aLedgerLine())))).toBe(true);
    for (const other of [
      null,
      7,
      {},
      { disposition: 'lost', delivery: {} },
      { disposition: 'folded', delivery: {} },
    ]) {
      expect(isLedgerLine(other)).toBe(false);
    }
  });
});
