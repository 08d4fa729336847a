import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { actions } from '../../lambdas/actions/index.ts';
import { loadPolicy } from '../../lambdas/adapters/policy/load-policy.ts';
import type { CompiledPolicy } from '../../lambdas/domain/policy/policy.ts';
import { listHandlers } from '../../lambdas/handlers/index.ts';
import type { FunctionSpec } from '../functions/function-spec.ts';
import { listFunctions } from '../functions/list-functions.ts';
import { actionEntries } from './action-entries.ts';
import { forLambda } from './esbuild-options.ts';
import { leaveOutReading } from './leave-out-reading.ts';

const projectRoot = resolve(import.meta.dirname, '../..');
const handlersDir = join(projectRoot, 'lambdas/handlers');

export interface BundleOptions {
  /** Where `<function>/index.js` and `<function>/policy.json` go; relative to the project. */
  readonly outDir?: string;
  /** The user's policy; relative to the project. */
  readonly policyDir?: string;
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
}: BundleOptions = {}): Promise<Bundles> {
  const out = resolve(projectRoot, outDir);
  // A problem's place reads best from where the person is.
  const policy = await loadPolicy(relative(process.cwd(), resolve(projectRoot, policyDir)));
  const functions = listFunctions(policy);
  const usesPolicy = new Map(listHandlers(actions).map((each) => [each.name, each.usesPolicy]));
  const readsAlerts = ({ capabilities }: FunctionSpec) => !capabilities.includes('send-alerts');
  const bundled = [
    await bundle(functions.filter(readsAlerts), out, [actionEntries(projectRoot)]),
    await bundle(
      functions.filter((each) => !readsAlerts(each)),
      out,
      [leaveOutReading],
    ),
  ];
  const outputs = new Map(
    bundled.flatMap(({ metafile }) =>
      Object.entries(metafile.outputs).map(([file, output]) => [basename(dirname(file)), output]),
    ),
  );
  const policyText = JSON.stringify(policy);
  // Below a package that says "module", Node would read the bundles as ESM.
  await writeIfChanged(join(out, 'package.json'), '{"type":"commonjs"}\n');
  const bundles = await Promise.all(
    functions.map(async ({ name }) => {
      const directory = join(out, name);
      if (usesPolicy.get(name)) await writeIfChanged(join(directory, 'policy.json'), policyText);
      const { bytes = 0, inputs = {} } = outputs.get(name) ?? {};
      return { name, directory, bytes, packages: packagesOf(Object.keys(inputs)) };
    }),
  );
  return { policy, bundles };
}

async function bundle(functions: readonly FunctionSpec[], outdir: string, plugins: readonly Plugin[]) {
  return await build({
    ...forLambda,
    entryPoints: functions.map(({ name, handler, actionKind }) => ({
      in: actionKind === null ? join(handlersDir, `${handler}.ts`) : `action:${actionKind}`,
      out: `${name}/index`,
    })),
    outdir,
    absWorkingDir: projectRoot,
    plugins: [...forLambda.plugins, ...plugins],
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
