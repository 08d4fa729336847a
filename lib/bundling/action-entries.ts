import type { Plugin } from 'esbuild';

/** The entry `action:<kind>` is the handler of actions with this one action, so that its bundle holds no other. */
export function actionEntries(projectRoot: string): Plugin {
  return {
    name: 'action-entries',
    setup(build) {
      build.onResolve({ filter: /^action:/ }, ({ path }) => ({
        path: path.slice('action:'.length),
        namespace: 'action',
      }));
      build.onLoad({ filter: /.*/, namespace: 'action' }, ({ path: kind }) => ({
        contents: entryOf(kind),
        loader: 'ts',
        resolveDir: projectRoot,
      }));
    },
  };
}

/** Every action is the main export of the file that has its name, in the folder that has its name. */
function entryOf(kind: string): string {
  const action = kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    `import { ${action} } from './lambdas/actions/${kind}/${kind}.ts';`,
    "import { actionHandler } from './lambdas/handlers/action.ts';",
    `export const handler = actionHandler(${action});`,
  ].join('\n');
}
