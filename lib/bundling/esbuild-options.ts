import type { BuildOptions } from 'esbuild';
import { compactPageScripts } from './compact-page-scripts.ts';
import { importSdkDirectly } from './import-sdk-directly.ts';
import { keepErrorNames } from './keep-error-names.ts';
import { leaveOutCredentialChain } from './leave-out-credential-chain.ts';
import { trimSdk } from './trim-sdk.ts';

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
  plugins: [keepErrorNames, compactPageScripts, importSdkDirectly, leaveOutCredentialChain, trimSdk],
} as const satisfies BuildOptions;
