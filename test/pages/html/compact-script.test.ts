import { Script } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { incidentScript } from '../../../lambdas/pages/console/incident-script.ts';
import { compactScript } from '../../../lambdas/pages/html/compact-script.ts';
import { consoleScript } from '../../../lambdas/pages/html/console-script.ts';

describe('a script as a page carries it', () => {
  it('has no space that means nothing, and every one that is read', () => {
    const script = compactScript(`
      // a remark
      const read = (text) => {
        const parts = text.split(/ : (a|b)/);
        return typeof text === 'string' && parts.length > 1 ? 'a = ' + parts[1] + ' , it\\'s : ' : '';
      };
      let sum = 1 - -1;
      sum += + '2';`);
    expect(script).not.toMatch(/remark|=> \{|\) =>/);
    const run = new Script(`${script}\n[read('x : b'), read('x'), sum].join();`);
    expect(run.runInNewContext()).toBe("a = b , it's : ,,4");
  });

  it.each([
    ['of every page', consoleScript],
    ['of an incident', incidentScript],
  ])('can be run: %s', (_, script) => {
    expect(() => new Script(script)).not.toThrow();
  });
});
