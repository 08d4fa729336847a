import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { channels } from '../../lambdas/channels/index.ts';
import type { Channel } from '../../lambdas/ports/plug-ins/channel.ts';
import { environmentVariables } from '../../lambdas/runtime/env/env.ts';
import { bundleHandlers } from '../../lib/bundling/bundle-handlers.ts';
import type { FunctionSpec } from '../../lib/functions/function-spec.ts';
import { listFunctions } from '../../lib/functions/list-functions.ts';
import { synthesize } from '../support/builders/synthesize.ts';

const variablesOf = ({ env, secrets }: Channel) => [...Object.keys(env), ...Object.keys(secrets)];
/** Read when there, and how all functions are told where they run. */
const optional = [
  'FIREBREAK_STAGE',
  'OUTBOUND_HTTP_URL',
  'POLICY_PATH',
  'STEP_FUNCTIONS_CONSOLE_URL',
  'CONSOLE_ACCESS',
  'SESSION_KEY_SECRET',
  'EVIDENCE_KEY',
];

describe('what functions are given', () => {
  let functions: readonly FunctionSpec[] = [];
  const routed = new Map<string, ReadonlySet<string>>();
  const read = new Map<string, readonly string[]>();
  const given = new Map<string, readonly string[]>();
  const required = (names: readonly string[]) => names.filter((name) => !optional.includes(name)).toSorted();

  beforeAll(async () => {
    const outDir = await mkdtemp(join(tmpdir(), 'firebreak-bundles-'));
    const { policy, bundles } = await bundleHandlers({ outDir });
    functions = listFunctions(policy);
    const named = new Set(policy.people.people.flatMap((person) => person.channels));
    // Functions are given those of the channels that policy names; what is missing is found when it is used.
    const ofChannels = channels.filter(({ name }) => named.has(name)).flatMap(variablesOf);
    for (const { name: bundle, directory } of bundles) {
      const code = await readFile(join(directory, 'index.js'), 'utf8');
      // Minified, the list of variables has them as plain keys; where one is read, its name is quoted.
      const names = [...Object.keys(environmentVariables), ...ofChannels].filter((name) =>
        code.includes(`"${name}"`),
      );
      read.set(bundle, required(names));
      routed.set(
        bundle,
        new Set([...code.matchAll(/"((?:GET|POST) \/[^"]*)"/g)].map(([, route]) => route ?? '')),
      );
    }
    const template = synthesize({ functions }).stateless;
    for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function'))) {
      const name = String(Properties.FunctionName).replace('firebreak-prod-', '');
      given.set(name, required(Object.keys(Properties.Environment.Variables)));
    }
  }, 180_000);

  it('is every route that they answer, and no other', () => {
    const http = functions.flatMap(({ name, trigger }) =>
      trigger.kind === 'http' ? [{ name, trigger }] : [],
    );
    expect(http.length).toBeGreaterThan(4);
    for (const { name, trigger } of http) {
      const routes = new Set(trigger.routes.map(({ method, path }) => `${method} ${path}`));
      expect({ name, routes: routed.get(name) }).toEqual({ name, routes });
    }
  });

  it('is the environment that they read, and nothing that they do not', () => {
    expect(functions.length).toBeGreaterThan(20);
    for (const { name } of functions) {
      expect({ name, variables: given.get(name) }).toEqual({ name, variables: read.get(name) });
    }
  });
});
