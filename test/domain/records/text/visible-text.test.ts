import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textWithoutHidden, visibleText } from '../../../../lambdas/domain/records/text/visible-text.ts';

describe('visible text', () => {
  it.each([
    ['pay\u200bments', 'pay[U+200B]ments'],
    ['\u202egpj.exe', '[U+202E]gpj.exe'],
    ['a\u3164b\u115fc\u2800d', 'a[U+3164]b[U+115F]c[U+2800]d'],
    ['tag\u{e0041}', 'tag[U+E0041]'],
    ['x\u200b\u200b\u200b\u200b\u200by', 'x[U+200B U+200B U+200B …]y'],
    ['a\u200db', 'a[U+200D]b'],
    ['a\ufe0fb', 'a[U+FE0F]b'],
  ])('names what %j hides', (text, visible) => {
    expect(visibleText(text)).toBe(visible);
  });

  it('leaves letters of any script and emoji as they are', () => {
    for (const text of ['Größe', 'Заказ', '注文', 'طلب', '👩‍💻 ❤️ 1️⃣ 👍🏽'])
      expect(visibleText(text)).toBe(text);
  });

  it('holds nothing hidden, and naming twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const visible = visibleText(text);
        expect(visible).not.toMatch(
          /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff\u115f\u3164]/u,
        );
        expect(visibleText(visible)).toBe(visible);
        expect(textWithoutHidden(textWithoutHidden(text))).toBe(textWithoutHidden(text));
      }),
    );
  });
});
