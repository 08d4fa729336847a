import { describe, expect, it } from '@jest/globals';
import { compactLines } from '../../../lib/bundling/compact-page-scripts.ts';

describe('the scripts of pages in a bundle', () => {
  it('have no indents and no lines of comments, and say the same otherwise', () => {
    const source = [
      'export const script = `',
      '(() => {',
      '  // Why it is so.',
      "  const address = 'https://example.com//x'; // stays",
      '',
      '})();`;',
    ];
    expect(compactLines(source.join('\n'))).toBe(
      "export const script = `\n(() => {\nconst address = 'https://example.com//x'; // stays\n})();`;",
    );
  });
});
