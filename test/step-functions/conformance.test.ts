import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCases } from '../conformance/case-file.ts';
import { reportOn, type Summary, summarise } from '../conformance/summary.ts';

const root = join(import.meta.dirname, '..', '..');
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

  it('fails when status, output, arguments, variables, order or ids differ', async () => {
    const [first] = readCases(own).filter(({ name }) => name === 'task-with-variables');
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
