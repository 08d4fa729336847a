import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import type { Action } from '../../../lambdas/ports/plug-ins/action.ts';
import { forLambda } from '../../../lib/bundling/esbuild-options.ts';
import { leaveOutActing } from '../../../lib/bundling/leave-out-acting.ts';
import { triedActions } from '../../contract/actions/tried-actions.ts';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;
let bundle: string;
let planned: readonly Action[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'firebreak-actions-'));
  bundle = join(folder, 'actions.cjs');
  await build({
    ...forLambda,
    entryPoints: [join(root, 'lambdas/actions/index.ts')],
    outfile: bundle,
    plugins: [leaveOutActing, ...forLambda.plugins],
  });
  planned = createRequire(import.meta.url)(bundle).actions;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('what plans and does not act', () => {
  it.each(triedActions)('plans and describes %s as its function would', (kind, action, bench) => {
    const left = planned.find((each) => each.kind === kind);
    const target = { kind: action.target.kind, key: action.target.key(bench.target), id: bench.target };
    const told = (of: Action | undefined) => {
      const { change, evidence } = bench;
      const params = of?.params.parse(bench.params) ?? {};
      const refused = Object.values(bench.unplannable).map((differing) =>
        of?.plan({ target, change, evidence, ...differing }),
      );
      return [
        of?.plan({ target, change, evidence }),
        refused,
        of?.summary(params),
        of?.risk === 'reversible' ? of.undoSummary(params) : of?.irreversibleBecause,
        of?.howToRestore(params, 'checkout'),
        of?.backport(params),
      ];
    };
    expect(told(left)).toEqual(told(action));
  });

  it('holds no client of AWS', async () => {
    expect(await readFile(bundle, 'utf8')).not.toMatch(/UpdateAliasCommand|X-Amz-Target/i);
  });
});
