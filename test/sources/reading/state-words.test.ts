import { describe, expect, it } from '@jest/globals';
import { statePairs, statusForWord } from '../../../lambdas/sources/reading/state-words.ts';

describe("a sender's word for a state", () => {
  it.each(statePairs)('that opens has one that closes: $opens, $closes', ({ opens, closes }) => {
    expect(opens.map(statusForWord)).toEqual(opens.map(() => 'firing'));
    expect(closes.map(statusForWord)).toEqual(closes.map(() => 'resolved'));
  });

  it('means one thing only', () => {
    const words = statePairs.flatMap(({ opens, closes }) => [...opens, ...closes]);
    expect(new Set(words).size).toBe(words.length);
  });

  it.each([
    ['In Alarm', 'firing'],
    ['ALERT_DEGRADED_RECOVERY', 'resolved'],
    ['incident-closed', 'resolved'],
    ['Not OK', 'firing'],
    ['Acked', 'acknowledged'],
    ['NO DATA', 'no-data'],
    ['expired', 'no-data'],
    ['merged', 'updated'],
    ['maybe', null],
    ['', null],
    [null, null],
  ])('%j means %j', (word, status) => {
    expect(statusForWord(word)).toBe(status);
  });
});
