import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { channels } from '../../lambdas/channels/index.ts';
import { environmentVariables } from '../../lambdas/runtime/env/env.ts';
import { bundleHandlers } from '../../lib/bundling/bundle-handlers.ts';
import { listFunctions } from '../../lib/functions/list-functions.ts';
import { synthesize } from '../support/builders/synthesize.ts';

const functions = listFunctions({ services: [] });
const ofChannels = channels.flatMap(({ env, secrets }) => [...Object.keys(env), ...Object.keys(secrets)]);
/** Read when there, and how all functions are told where they run. */
const optional = ['FIREBREAK_STAGE', 'POLICY_PATH', 'STEP_FUNCTIONS_CONSOLE_URL', 'CONSOLE_ACCESS'];

describe('what functions are given', () => {
  const routed = new Map<string, ReadonlySet<string>>();
  const read = new Map<string, readonly string[]>();
  const given = new Map<string, readonly string[]>();
  const required = (names: readonly string[]) => names.filter((name) => !optional.includes(name)).toSorted();

  beforeAll(async () => {
    const { bundles } = await bundleHandlers({ outDir: await mkdtemp(join(tmpdir(), 'firebreak-bundles-')) });
    for (const { handler, directory } of bundles) {
      const code = await readFile(join(directory, 'index.js'), 'utf8');
      // Minified, the list of variables has them as plain keys; where one is read, its name is quoted.
      const names = [...Object.keys(environmentVariables), ...ofChannels].filter((name) =>
        code.includes(`"${name}"`),
      );
      read.set(handler, required(names));
      routed.set(
        handler,
        new Set([...code.matchAll(/"((?:GET|POST) \/[^"]*)"/g)].map(([, route]) => route ?? '')),
      );
    }
    const template = synthesize({ functions }).stateless;
    for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
      const name = String(Properties.FunctionName).replace('firebreak-prod-', '');
      given.set(name, required(Object.keys(Properties.Environment.Variables)));
    }
  }, 60_000);

  it.each(
    functions.flatMap(({ handler, trigger }) => (trigger.kind === 'http' ? [{ handler, trigger }] : [])),
  )('is every route that $handler answers, and no other', ({ handler, trigger }) => {
    const routes = trigger.routes.map(({ method, path }) => `${method} ${path}`);
    expect(routed.get(handler)).toEqual(new Set(routes));
  });

  it.each(functions.map(({ name, handler }) => ({ name, handler })))(
    'is the environment that $name reads, and nothing that it does not',
    ({ name, handler }) => {
      expect({ name, variables: given.get(name) }).toEqual({ name, variables: read.get(handler) });
    },
  );
});
