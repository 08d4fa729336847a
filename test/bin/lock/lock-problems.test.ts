import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type LockedPackage, lockProblems } from '../../../bin/lock/lock-problems.ts';

const integrity = `sha512-${'a'.repeat(86)}==`;
const problemsOf = (found: LockedPackage) => lockProblems({ 'node_modules/kettle': found });

describe('the lock file', () => {
  it('of the project can be installed', () => {
    const file = new URL('../../../package-lock.json', import.meta.url);
    expect(lockProblems(JSON.parse(readFileSync(file, 'utf8')).packages)).toEqual([]);
  });

  it.each<[string, LockedPackage]>([
    ['without a hash', { license: 'MIT' }],
    ['with a weak hash', { integrity: 'sha1-aaaa', license: 'MIT' }],
    ['under a license that binds', { integrity, license: 'GPL-3.0-only' }],
    ['under no license', { integrity }],
    ['under two licenses of which one binds', { integrity, license: 'MIT AND AGPL-3.0-only' }],
    [
      'of another place than the registry',
      { integrity, license: 'MIT', resolved: 'https://example.com/k.tgz' },
    ],
    ['that newly runs a script', { integrity, license: 'MIT', hasInstallScript: true }],
  ])('is refused with a package %s', (_, found) => {
    expect(problemsOf(found)).toEqual([expect.stringContaining('node_modules/kettle: ')]);
  });

  it('may have a choice of licenses, and what is within another package', () => {
    expect(problemsOf({ integrity, license: '(MIT OR GPL-3.0-or-later)' })).toEqual([]);
    expect(problemsOf({ inBundle: true })).toEqual([]);
  });
});
