import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from '@jest/globals';
import { loadPolicy, PolicyError } from '../../../../lambdas/adapters/policy/load-policy.ts';
import { shippedPolicyFolder } from '../builders.ts';

/** A copy of the shipped policy for each test, to be broken. */
export function policyCopy() {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'policy-'));
    await cp(shippedPolicyFolder, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  return {
    folder: () => folder,

    /** Replaces the first occurrence of a text, and tells where it stood. */
    edit: async (file: string, from: string, to: string): Promise<{ line: number; column: number }> => {
      const text = await readFile(join(folder, file), 'utf8');
      const at = text.indexOf(from);
      expect(at).toBeGreaterThanOrEqual(0);
      await writeFile(
        join(folder, file),
        text.replace(from, () => to),
      );
      const before = text.slice(0, at).split('\n');
      return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    },

    problems: async () => {
      const error = await loadPolicy(folder).catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(PolicyError);
      return error instanceof PolicyError ? error.problems : [];
    },
  };
}
