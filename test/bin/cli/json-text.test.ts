import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonText, plain } from '../../../bin/cli/terminal.ts';

const obeyedOrHidden = /[^\P{Cc}\n]|[\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/u;

it('JSON for a terminal holds nothing hidden and nothing that it obeys, and means the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const json = jsonText({ text }, 2);
      expect(json).not.toMatch(obeyedOrHidden);
      expect(JSON.parse(json)).toEqual({ text });
    }),
  );
});

it('a line for a terminal names what is hidden in it', () => {
  expect(plain('pay\u200bments \u001b[31mred\u202e\n now')).toBe('pay[U+200B]ments red[U+202E] now');
});
