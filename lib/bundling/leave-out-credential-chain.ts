import type { Plugin } from 'esbuild';

/**
 * Every client of the SDK brings a chain of credential providers (files, SSO, web identity, the metadata service …) for the case
 * that it is given none. Ours are given those of the environment: the chain would add 100 kB to each bundle.
 */
export const leaveOutCredentialChain: Plugin = {
  name: 'leave-out-credential-chain',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({
      path,
      namespace: 'left-out',
    }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({
      contents:
        'export function defaultProvider() { throw new Error("A client was made without credentials"); }',
      loader: 'js',
    }));
  },
};
