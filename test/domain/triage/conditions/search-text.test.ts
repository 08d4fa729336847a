import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { plainWords, searchText } from '../../../../lambdas/domain/triage/conditions/search-text.ts';

describe('text to search', () => {
  it.each([
    ['Secret\u200b Key\u2060s', 'secret keys'],
    ['secret \t\n key', 'secret key'],
    ['secret\u00a0key', 'secret key'],
    ['ＳＥＣＲＥＴ key', 'secret key'],
    ['se\u034fcr\ufe0fet\u3164 key', 'secret key'],
    ['sec[U+200B]ret [U+2060 U+200B U+200C …]key', 'secret key'],
    ['Утечка ключа', 'утечка ключа'],
    ['sign-in failed', 'sign-in failed'],
  ])('%j is %s', (text, searched) => {
    expect(searchText(text)).toBe(searched);
  });
});

describe('plain words', () => {
  it.each([
    ['stolen-API_key', 'stolen api key'],
    ['StolenApiKey', 'stolen api key'],
    ['STOLEN.API/KEY', 'stolen api key'],
    ['ѕtоlеn аpі kеу', 'stolen api key'],
    ['Στoλen', 'otoλen'],
    ['stólèn ápí kéy', 'stolen api key'],
    ['sto\u00adlen api\u2028key', 'stolen api key'],
    ['ｓｔｏｌｅｎ ａｐｉ ｋｅｙ', 'stolen api key'],
  ])('of %j are %s', (text, words) => {
    expect(plainWords(text)).toBe(words);
  });

  it('stay the same when they are made plain again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(plainWords(plainWords(text))).toBe(plainWords(text));
      }),
    );
  });
});
