import { describe, expect, it } from '@jest/globals';
import type { Debt } from '../../../../lambdas/domain/records/step-record.ts';
import { debtDuties } from '../../../../lambdas/domain/response/debts/debt-duties.ts';
import { aDebt } from '../../../support/builders/records.ts';

const createdAt = '2026-11-23T02:00:00.000Z';
const expiresAt = '2026-11-23T08:00:00.000Z';
const at = (time: string) => new Date(`2026-11-23T${time}:00.000Z`);
const ending = (overrides: Partial<Debt> = {}): Debt =>
  aDebt({ createdAt, expiresAt, dueAt: '2026-11-24T02:00:00.000Z', isReversible: true, ...overrides });
const kinds = (debt: Debt, now: Date) =>
  debtDuties(debt, now).map((duty) => (duty.kind === 'tell' ? duty.news : duty.kind));

describe('what is to be done about a debt', () => {
  it('is nothing while it is neither due nor about to end, nor once it is closed', () => {
    expect(kinds(ending(), at('07:29'))).toEqual([]);
    expect(kinds(ending({ status: 'accepted' }), at('09:00'))).toEqual([]);
  });

  it('is to tell its owner half an hour before its end, or a quarter of a short time', () => {
    expect(kinds(ending(), at('07:30'))).toEqual(['ends-soon']);
    const short = ending({ expiresAt: '2026-11-23T02:20:00.000Z' });
    expect([kinds(short, at('02:14')), kinds(short, at('02:15'))]).toEqual([[], ['ends-soon']]);
  });

  it('is to take it back at its end, and again when the function does not answer', () => {
    const asked = (outcome: 'asked' | 'taking-back', time: string) =>
      ending({ expiry: { at: at(time).toISOString(), outcome, text: '' } });
    expect(kinds(ending(), at('08:00'))).toEqual(['take-back']);
    for (const outcome of ['asked', 'taking-back'] as const) {
      expect(kinds(asked(outcome, '08:00'), at('08:09'))).toEqual([]);
      expect(kinds(asked(outcome, '08:00'), at('08:10'))).toEqual(['take-back']);
    }
  });

  it('is to say why it is held back, and to try again', () => {
    const held = ending({ expiry: { at: at('08:00').toISOString(), outcome: 'held', text: 'a freeze' } });
    expect(kinds(held, at('08:01'))).toEqual(['not-taken-back']);
    expect(kinds(held, at('08:10'))).toEqual(['not-taken-back', 'take-back']);
  });

  it.each(['changed-since', 'unknown'] as const)('is to leave it to people when it is %s', (outcome) => {
    const left = ending({ expiry: { at: at('08:00').toISOString(), outcome, text: '' } });
    expect(kinds(left, at('20:00'))).toEqual(['not-taken-back']);
  });

  it('is to say that it was taken back, and to close it', () => {
    const over = ending({ expiry: { at: at('08:00').toISOString(), outcome: 'undone', text: '' } });
    expect(kinds(over, at('08:01'))).toEqual(['taken-back', 'close']);
  });

  it('is to remind when it is due, ever more seldom, and once for a time that nobody looked', () => {
    const due = aDebt({ createdAt, dueAt: '2026-11-24T02:00:00.000Z' });
    const days = (count: number) => new Date(Date.parse(due.dueAt) + count * 86_400_000);
    expect(kinds(due, days(-0.01))).toEqual([]);
    expect(kinds(due, days(0))).toEqual(['due']);
    const keys = (count: number) =>
      debtDuties(due, days(count)).flatMap((each) => ('key' in each ? each.key : []));
    expect([0.5, 1, 2, 3, 6, 40].map((count) => keys(count).map((key) => key.split(':').at(-1)))).toEqual([
      ['0'],
      ['1'],
      ['1'],
      ['3'],
      ['3'],
      ['28'],
    ]);
  });

  it('is nothing that was told already', () => {
    for (const now of [at('07:45'), at('08:01')]) {
      const held = ending({ expiry: { at: at('08:00').toISOString(), outcome: 'held', text: '' } });
      const told = debtDuties(held, now).flatMap((each) => ('key' in each ? each.key : []));
      expect(debtDuties({ ...held, told }, now).filter(({ kind }) => kind === 'tell')).toEqual([]);
    }
  });

  it('is to look each day whether it could still be undone, and to say so when it cannot', () => {
    const kept = ending({ expiresAt: null, dueAt: '2026-12-24T02:00:00.000Z' });
    const next = new Date('2026-11-24T02:00:00.000Z');
    expect(kinds(kept, next)).toEqual(['check-undo']);
    expect(kinds({ ...kept, isReversible: false }, next)).toEqual([]);
    const looked = { at: next.toISOString(), ready: false, text: 'gone' };
    expect(kinds({ ...kept, undoReadiness: looked }, next)).toEqual(['cannot-undo']);
  });
});
