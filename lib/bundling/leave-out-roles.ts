import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { throwingExports } from './throwing-exports.ts';

const taking = /\/lambdas\/adapters\/aws\/clients\/role-credentials\.ts$/;

/** A function that has no role in another account has nothing to take one with. */
export const leaveOutRoles: Plugin = {
  name: 'leave-out-roles',
  setup(build) {
    build.onLoad({ filter: taking }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      return {
        contents: throwingExports(source, () => 'Policy gives this function no role in another account'),
        loader: 'js',
      };
    });
  },
};
