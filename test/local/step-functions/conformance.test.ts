import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isReadable, readCases } from '../../conformance/case-file.ts';
import { reportOn, type Summary, summarise } from '../../conformance/summary.ts';

const root = join(import.meta.dirname, '../../..');
const own = join(root, 'test', 'fixtures', 'step-functions');
const recorded = join(root, '..', 'shared', 'conformance', 'step-functions', 'cases');

const known: { name: string; reason: string }[] = JSON.parse(
  readFileSync(join(root, 'test', 'conformance', 'known-mismatches.json'), 'utf8'),
);

async function summaryOf(folder: string): Promise<Summary> {
  return summarise(await Promise.all(readCases(folder).map(reportOn)));
}

describe('conformance', () => {
  it('holds for the cases of this project', async () => {
    const { cases, failures } = await summaryOf(own);
    expect(failures).toEqual([]);
    expect(cases).toBeGreaterThan(0);
  });

  it('holds for every case recorded on AWS but the known mismatches, where the recordings are at hand', async () => {
    if (!existsSync(recorded)) return;
    const { native, derived, failures } = await summaryOf(recorded);
    expect(native.failed).toBe(0);
    expect(failures.map(({ name }) => name)).toEqual(known.map(({ name }) => name));
    expect(derived.passed / (derived.passed + derived.failed)).toBeGreaterThanOrEqual(0.95);
  });

  it('reads folders in folders, passes over what is no case, and reports what is no JSON', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cases-'));
    try {
      mkdirSync(join(folder, 'below'));
      const definition = {
        QueryLanguage: 'JSONata',
        StartAt: 'A',
        States: { A: { Type: 'Pass', End: true } },
      };
      const least = { definition, expected: { status: 'SUCCEEDED', output: {} }, unheardOf: 1 };
      writeFileSync(join(folder, 'below', 'least.json'), JSON.stringify(least));
      writeFileSync(join(folder, 'index.json'), '["least"]');
      writeFileSync(join(folder, 'broken.json'), '{');
      writeFileSync(join(folder, 'notes.txt'), 'nothing');
      const { cases, native, failures } = await summaryOf(folder);
      expect({ cases, native }).toEqual({ cases: 2, native: { passed: 1, failed: 1 } });
      expect(failures.map(({ name }) => name)).toEqual(['broken']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('fails when status, output, arguments, variables, order or ids differ', async () => {
    const [first] = readCases(own)
      .filter(isReadable)
      .filter(({ name }) => name === 'task-with-variables');
    expect(first).toBeDefined();
    if (first === undefined) return;
    const { expected } = first;
    const event = (index: number, change: object) => ({
      ...first,
      expected: {
        ...expected,
        events: expected.events.map((one, at) => (at === index ? { ...one, ...change } : one)),
      },
    });
    const wrong = [
      { ...first, expected: { ...expected, output: 'other' } },
      { ...first, expected: { ...expected, status: 'FAILED' as const } },
      { ...first, expected: { ...expected, events: expected.events.slice(1) } },
      event(1, { previousEventId: 1 }),
      event(2, { input: { n: 3 } }),
      event(5, { assignedVariables: { answer: 2 } }),
      event(5, { type: 'TaskStateAborted' }),
    ];
    const differences = await Promise.all(wrong.map(async (one) => (await reportOn(one)).difference));
    expect(differences).not.toContain(undefined);
  });
});
