import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { loadPolicy } from '../../lambdas/adapters/policy/load-policy.ts';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import type { FunctionSpec } from '../functions/function-spec.ts';
import { listFunctions } from '../functions/list-functions.ts';
import { actionEntries } from './action-entries.ts';
import { buildOnce, keyOf } from './build-cache.ts';
import { forLambda } from './esbuild-options.ts';
import { leaveOutActing } from './leave-out-acting.ts';
import { leaveOutReachability } from './leave-out-reachability.ts';
import { leaveOutReading } from './leave-out-reading.ts';
import { leaveOutRoles } from './leave-out-roles.ts';

const projectRoot = resolve(import.meta.dirname, '../..');

export interface BundleOptions {
  /** Where `<function>/index.js` and `<function>/policy.json` go; relative to the project. */
  readonly outDir?: string;
  /** The user's policy; relative to the project. */
  readonly policyDir?: string;
  /** Where code that was bundled once is kept; relative to the project. */
  readonly cacheDir?: string;
}

export interface Bundles {
  readonly policy: CompiledPolicy;
  readonly bundles: readonly FunctionBundle[];
}

export interface FunctionBundle {
  /** A file of `lambdas/handlers/` without extension, or `action-<kind>`. */
  readonly name: string;
  /** Absolute; what Lambda unpacks. */
  readonly directory: string;
  /** Size of index.js. */
  readonly bytes: number;
  /** Of npm, by name: those that something of is in it. */
  readonly packages: readonly string[];
}

/**
 * Bundles every function that this policy needs for Lambda, with the compiled policy beside it. The same input gives the
 * same bytes. Rejects with a PolicyError when the policy is not valid.
 */
export async function bundleHandlers({
  outDir = 'build/lambdas',
  policyDir = 'policy',
  cacheDir = 'node_modules/.cache/firebreak/bundles',
}: BundleOptions = {}): Promise<Bundles> {
  const out = resolve(projectRoot, outDir);
  // A problem's place reads best from where the person is.
  const policy = await loadPolicy(relative(process.cwd(), resolve(projectRoot, policyDir)));
  const functions = listFunctions(policy);
  const key = await keyOf(
    projectRoot,
    sources,
    functions.map((spec) => ({ ...entryOf(spec), isHome: isHome(spec) })),
  );
  await buildOnce(resolve(projectRoot, cacheDir), key, out, (folder) => bundle(functions, folder));
  const made: readonly Made[] = JSON.parse(await readFile(join(out, listFile), 'utf8'));
  await rm(join(out, listFile));
  const policyText = JSON.stringify(policy);
  const withPolicy = new Set(functions.filter(({ usesPolicy }) => usesPolicy).map(({ name }) => name));
  const bundles = await Promise.all(
    made.map(async (each) => {
      const directory = join(out, each.name);
      if (withPolicy.has(each.name)) await writeIfChanged(join(directory, 'policy.json'), policyText);
      return { ...each, directory };
    }),
  );
  return { policy, bundles };
}

/** All that decides what the code of a function becomes. */
const sources = ['lambdas', 'lib/bundling', 'package-lock.json'];
const listFile = 'bundles.json';

type Made = Omit<FunctionBundle, 'directory'>;

function entryOf({ name, handler, actionKind }: FunctionSpec) {
  return {
    in: actionKind === null ? join('lambdas/handlers', `${handler}.ts`) : `action:${actionKind}`,
    out: `${name}/index`,
  };
}

async function bundle(functions: readonly FunctionSpec[], outdir: string): Promise<void> {
  const groups = Map.groupBy(functions, (spec) =>
    pluginsOf(spec)
      .map(({ name }) => name)
      .join(),
  );
  const built = await Promise.all(
    [...groups.values()].map((group) => buildEntries(group, outdir, group.slice(0, 1).flatMap(pluginsOf))),
  );
  const outputs = new Map(
    built.flatMap(({ metafile }) =>
      Object.entries(metafile.outputs).map(([file, output]) => [basename(dirname(file)), output]),
    ),
  );
  const made = functions.map(({ name }): Made => {
    const { bytes = 0, inputs = {} } = outputs.get(name) ?? {};
    return { name, bytes, packages: packagesOf(Object.keys(inputs)) };
  });
  await writeFile(join(outdir, listFile), JSON.stringify(made));
  // Below a package that says "module", Node would read the bundles as ESM.
  await writeFile(join(outdir, 'package.json'), '{"type":"commonjs"}\n');
}

const entriesOfActions = actionEntries(projectRoot);

/** What leaves out of a function what it never does. */
function pluginsOf(spec: FunctionSpec): readonly Plugin[] {
  const roles = isHome(spec) ? [leaveOutRoles] : [];
  if (spec.actionKind !== null) return [entriesOfActions, ...roles];
  // Others may send alerts, too: only what takes them in keeps the large ones.
  if (spec.capabilities.includes('keep-large-deliveries')) return [leaveOutReading, ...roles];
  const reachability = spec.capabilities.includes('look-at-channels') ? [] : [leaveOutReachability];
  return [leaveOutActing, ...reachability, ...roles];
}

/** Whether it acts in its own account only. */
function isHome({ elsewhere }: FunctionSpec): boolean {
  return elsewhere.length === 0;
}

async function buildEntries(functions: readonly FunctionSpec[], outdir: string, plugins: readonly Plugin[]) {
  return await build({
    ...forLambda,
    entryPoints: functions.map(entryOf),
    outdir,
    absWorkingDir: projectRoot,
    plugins: [...plugins, ...forLambda.plugins],
    metafile: true,
    logLevel: 'warning',
  });
}

function packagesOf(files: readonly string[]): readonly string[] {
  const names = files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/[^:]*$/.exec(file)?.[1] ?? []);
  return [...new Set(names)].toSorted();
}

async function writeIfChanged(file: string, text: string): Promise<void> {
  if (existsSync(file) && (await readFile(file, 'utf8')) === text) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
