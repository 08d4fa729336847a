import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { markdownText } from '../../../../lambdas/domain/reporting/postmortem/markdown-text.ts';

describe('hostile text in Markdown', () => {
  it.each([
    ['# heading', '\\# heading'],
    ['a\n## b', 'a ## b'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript\\:alert(1))'],
    ['<img src=x>', '\\<img src=x>'],
    ['![i](http://evil.example)', '!\\[i\\](http\\://evil.example)'],
    ['`code` **bold** a|b', '\\`code\\` \\*\\*bold\\*\\* a\\|b'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['&lt;', '\\&lt;'],
    ['\u202Eevil\u0000', String.raw`\[U+202E\]evil`],
  ])('is only text: %j', (text, safe) => {
    expect(markdownText(text)).toBe(safe);
  });

  it('never makes a line, link, tag or citation of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = markdownText(text);
        expect(safe).not.toMatch(/[\n\r]/);
        expect(safe).not.toMatch(/(^|[^\\])(\\\\)*[[\]<`*]/);
        expect(safe).not.toMatch(/https?:/i);
      }),
    );
  });
});
