import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { compactLines, minifiedScripts } from '../../../lib/bundling/compact-page-scripts.ts';

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
  it('are minified where they stand whole, and do the same', () => {
    const script =
      "(() => { const pattern = /^\\d+ *$/; globalThis.told = 'a  b `' + pattern.test('12 '); })();";
    const template = `\`\n// Why.\n${script.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
    const minified = minifiedScripts(`export const script = compactScript(${template});`);
    expect(minified).not.toMatch(/Why|compactScript|pattern/);
    const context: { told?: string } = {};
    runInNewContext(String(runInNewContext(minified.replace('export const script =', ''))), context);
    expect(context.told).toBe('a  b `true');
  });

  it('are left as they are where they are put together from parts', () => {
    const source = ['export const script = compactScript(`$', '{part} run();`);'].join('');
    expect(minifiedScripts(source)).toBe(source);
  });

  it('are all found that the pages compact', async () => {
    for (const file of ['html/console-script.ts', 'console/incident-script.ts']) {
      const source = await readFile(join(import.meta.dirname, '../../../lambdas/pages', file), 'utf8');
      expect(minifiedScripts(source)).not.toContain('compactScript(');
    }
  });
});
