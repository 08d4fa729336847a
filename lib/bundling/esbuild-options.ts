import { resolve } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { keepErrorNames } from './keep-error-names.ts';

/** How everything that runs in a function is bundled. CommonJS, because Lambda loads it faster than ESM. */
export const forLambda = {
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  // The default prefers CommonJS sources, which cannot be tree-shaken: 58 % more bytes.
  mainFields: ['module', 'main'],
  legalComments: 'none',
  alias: {
    // Lambda's credentials are always in the environment; the SDK's whole chain of providers is a third of a bundle.
    '@aws-sdk/credential-provider-node': resolve(
      import.meta.dirname,
      '../../lambdas/runtime/environment-credentials.ts',
    ),
  },
  plugins: [keepErrorNames],
} as const satisfies BuildOptions;
