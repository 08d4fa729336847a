import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * A client's index leads to the files of all its operations, a hundred for some services, each of which would be read and parsed for
 * every bundle. Our own files import what they name from where it is: a quarter of the time.
 */
export const importSdkDirectly: Plugin = {
  name: 'import-sdk-directly',
  setup(build) {
    build.onLoad({ filter: /[\\/]lambdas[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!source.includes("'@aws-sdk/client-")) return null;
      return { contents: withDirectImports(source), loader: 'ts' };
    });
  },
};

/** `import { LambdaClient, GetAliasCommand, type AliasConfiguration } from '@aws-sdk/client-lambda'`: types are left out. */
function withDirectImports(source: string): string {
  return source.replace(
    /^import \{([^}]*)\} from '(@aws-sdk\/client-[a-z0-9-]+)';$/gm,
    (_, names: string, client: string) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '' && !name.startsWith('type '))
        .map((name) => `import { ${name} } from '${client}/dist-es/${folderOf(name)}${name}.js';`)
        .join(' '),
  );
}

function folderOf(name: string): string {
  return name.endsWith('Command') ? 'commands/' : '';
}
