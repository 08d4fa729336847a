export interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  /** Installed for development only. */
  readonly dev?: boolean;
  /** Within the archive of the package around it, whose hash covers it. */
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
}

/** Licenses under which a package may be used and passed on with Firebreak. */
const accepted = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
]);

/** Under a license that binds changes to their files only: used in tests as they are, passed on with nothing. */
const onlyForTests = new Set(['axe-core']);

/** Whose install scripts fetch or build their own binary. */
const mayRunScripts = new Set(['@parcel/watcher', '@swc/core', 'classic-level', 'esbuild', 'unrs-resolver']);

/** What of a lock file must not be installed: one sentence each, with the package's place. */
export function lockProblems(packages: Readonly<Record<string, LockedPackage>>): readonly string[] {
  const installed = Object.entries(packages).filter(
    ([place, { link, inBundle }]) => place !== '' && link !== true && inBundle !== true,
  );
  return [
    ...installed.flatMap(([place, found]) =>
      problemsOf(nameOf(place), found).map((problem) => `${place}: ${problem}`),
    ),
    ...unlikeNodes(installed.map(([place, { version = '' }]) => `${nameOf(place)} ${version}`)),
  ];
}

/** Packages that hold Node.js for one platform each. What one person's computer does, another's must do too. */
const ofNode = /^node-(?:bin-)?(?:darwin|linux|win)-\w+ /;

function unlikeNodes(packages: readonly string[]): readonly string[] {
  const nodes = packages.filter((each) => ofNode.test(each));
  const versions = new Set(nodes.map((each) => each.split(' ')[1]));
  return versions.size < 2 ? [] : [`Node.js is not the same on each platform: ${nodes.join(', ')}`];
}

function problemsOf(name: string, found: LockedPackage): readonly string[] {
  const { integrity = '', license = 'none', resolved } = found;
  const problems: string[] = [];
  if (!/^sha512-[\w+/]{86}==$/.test(integrity)) problems.push('has no SHA-512 hash; install it anew');
  if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/'))
    problems.push(`comes from ${resolved}, which is not the registry`);
  if (!isAccepted(license) && !(found.dev === true && onlyForTests.has(name)))
    problems.push(`its license is ${license}; use another package`);
  if (found.hasInstallScript === true && !mayRunScripts.has(name))
    problems.push('runs a script when it is installed; use another package');
  return problems;
}

function nameOf(place: string): string {
  return place.split('node_modules/').at(-1) ?? place;
}

/** An expression of SPDX: one of its alternatives, or all of its parts. */
function isAccepted(license: string): boolean {
  const plain = license.replace(/^\((.*)\)$/, '$1');
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isAccepted);
  return plain.split(' AND ').every((part) => accepted.has(part));
}
