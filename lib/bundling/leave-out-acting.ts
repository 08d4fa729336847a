import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { throwingExports } from './throwing-exports.ts';

const why = 'Only the function of an action calls AWS for it';
const ofActions = /\/lambdas\/actions\//;

/**
 * Planning needs to know every action, and calls AWS for none of them. So that what plans does not grow by what each of them calls, the
 * calls are left out; they throw if they are made all the same.
 */
export const leaveOutActing: Plugin = {
  name: 'leave-out-acting',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\// }, ({ path, importer }) =>
      ofActions.test(importer) ? { path, namespace: 'aws-of-actions' } : null,
    );
    // Any name is there, by the prototype: what a client exports is not known without reading it.
    build.onLoad({ filter: /.*/, namespace: 'aws-of-actions' }, () => ({
      contents: `module.exports = Object.create(new Proxy({}, {
        get: () => function () { throw new Error(${JSON.stringify(why)}); },
      }));`,
      loader: 'js',
    }));
    build.onResolve({ filter: /\/(?:resources|adapters)\/aws\// }, ({ path, importer, resolveDir }) =>
      ofActions.test(importer) ? { path: resolve(resolveDir, path), namespace: 'calls-of-actions' } : null,
    );
    build.onLoad({ filter: /.*/, namespace: 'calls-of-actions' }, ({ path }) => withoutCalls(path));
    build.onLoad({ filter: ofActions }, ({ path }) =>
      basename(path, '.ts') === basename(dirname(path)) ? null : withoutCalls(path),
    );
  },
};

/** With what a module calls AWS: the SDK, a client of our own, or the clients that it is handed for work that goes on. */
const means =
  /^import (?:(?!type\b)[^;]*? from '(?:@aws-sdk\/|[^']*-client\.ts')|type \{[^}]*\bWorkContext\b)/m;

/** A module that calls AWS itself throws in place of it; another is as it is. */
async function withoutCalls(path: string) {
  const source = await readFile(path, 'utf8');
  return means.test(source)
    ? { contents: throwingExports(source, () => why), loader: 'js' as const }
    : { contents: source, loader: 'ts' as const, resolveDir: dirname(path) };
}
