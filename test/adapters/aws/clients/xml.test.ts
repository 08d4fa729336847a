import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { childText, elementsAt, parseXml } from '../../../../lambdas/adapters/aws/clients/xml.ts';

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (character) => `&#x${character.charCodeAt(0).toString(16)};`);

describe('XML as the Query protocol writes it', () => {
  it('is read with its entities, and without its attributes', () => {
    const root = parseXml(
      '<?xml version="1.0"?>\n<a xmlns="urn:x"><b>1 &lt; 2 &amp;&#65;</b><b/><c d="e"> </c></a>\n',
    );
    expect(elementsAt(root, 'b').map(({ text }) => text)).toEqual(['1 < 2 &A', '']);
    expect(childText(root, 'b')).toBe('1 < 2 &A');
    expect(childText(root, 'z')).toBeNull();
  });

  it('gives back any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(parseXml(`<a>${escaped(text)}</a>`).text).toBe(text);
      }),
    );
  });

  it.each([
    '',
    'text',
    '<a>',
    '<a></b>',
    '</a>',
    '<a/><b/>',
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    '<a><![CDATA[x]]></a>',
    '<a b=c/>',
    '<'.repeat(5000),
    '<a>'.repeat(50),
  ])('is nothing else, such as %j', (document) => {
    expect(() => parseXml(document)).toThrow(SyntaxError);
  });
});
