import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isScalar, parseDocument, stringify } from 'yaml';
import { offsetInSource } from '../../../lambdas/adapters/policy/scalar-source.ts';

const styles = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL'] as const;
const word = fc.stringMatching(/^[a-z0-9.()=&|"'>]{1,8}$/);

describe('a character of a YAML text', () => {
  it('is found in its source, however the text is written', () => {
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(...styles),
        (words, style) => {
          const value = words.join(' ');
          const source = stringify({ when: value }, { defaultStringType: style, lineWidth: 30 });
          const node = parseDocument(source).get('when', true);
          if (!isScalar(node) || !node.range || node.value !== value) return;
          const text = source.slice(node.range[0], node.range[1]);
          for (let offset = 0; offset < value.length; offset += 1) {
            const character = value.charAt(offset);
            if (character === ' ') continue;
            const found = offsetInSource(text, value, offset);
            expect(text[found]).toBe(character);
          }
        },
      ),
    );
  });

  it('beyond the end is found at the end', () => {
    expect(offsetInSource('a >', 'a >', 3)).toBe(2);
  });
});
