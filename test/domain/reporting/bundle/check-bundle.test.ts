import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { bundleItems } from '../../../../lambdas/domain/reporting/bundle/bundle-items.ts';
import { chained } from '../../../../lambdas/domain/reporting/bundle/chained-line.ts';
import { checkBundle, lineOf } from '../../../../lambdas/domain/reporting/bundle/check-bundle.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { sampleApproval, sampleRecord } from '../../../support/builders/samples/sample-incident.ts';

const record = sampleRecord('closed');
const approvals = [sampleApproval('approved')];
const timeline = projectTimeline(record, approvals, evidenceKinds);
const items = [
  ...bundleItems({ record, approvals, timeline, postmortem: '# Postmortem\n\n…' }),
  { kind: 'end', key: record.incident.id, data: {} },
];
const lines = [...chained(items)].map(({ text }) => `${text}\n`);

function check(given: readonly string[]) {
  const numbers = given.flatMap((text) => lineOf(text.trimEnd())?.n ?? []);
  return checkBundle(given, new Set(numbers));
}

describe('a bundle', () => {
  it('is fine as it was written, and the same when it is written again', async () => {
    expect(await check(lines)).toMatchObject({
      fault: null,
      lines: lines.length,
      incidentId: record.incident.id,
    });
    expect([...chained(items)].map(({ text }) => `${text}\n`)).toEqual(lines);
  });

  it('holds no task token', () => {
    expect(lines.join('')).not.toContain('encryptedToken');
    expect(JSON.stringify(approvals)).toContain('encryptedToken');
  });

  it('shows any byte that was altered, and the line it is in', async () => {
    const all = Buffer.from(lines.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(all.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (place, difference) => {
          const altered = Buffer.from(all);
          altered[place] = (altered[place] ?? 0) ^ difference;
          const text = altered.toString('latin1');
          const given = text.split('\n').map((line) => `${Buffer.from(line, 'latin1').toString('utf8')}\n`);
          if (text.endsWith('\n')) given.pop();
          const { fault } = await check(given);
          expect(fault).not.toBeNull();
          const line = all.subarray(0, place).toString('latin1').split('\n').length;
          expect(fault?.line).toBe(line);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['missing', (all: string[]) => all.toSpliced(4, 1), 5],
    ['re-ordered', (all: string[]) => [...all.slice(0, 4), all[5] ?? '', all[4] ?? '', ...all.slice(6)], 5],
    ['added', (all: string[]) => all.toSpliced(6, 0, all[2] ?? ''), 7],
    ['added', (all: string[]) => [...all, all[3] ?? ''], lines.length + 1],
    ['truncated', (all: string[]) => all.slice(0, -2), lines.length - 1],
    ['no-bundle', (all: string[]) => all.map((line) => line.replace('\n', '\r\n')), 1],
    ['altered', (all: string[]) => [...all.slice(0, -1), (all.at(-1) ?? '').trimEnd()], lines.length],
    ['no-bundle', (all: string[]) => all.slice(1), 1],
    ['no-bundle', () => ['hello\n'], 1],
    ['truncated', () => [], 1],
  ] as const)('tells what is %s', async (fault, change, line) => {
    const { fault: found } = await check(change([...lines]));
    expect(found).toMatchObject({ fault, line });
  });

  it('shows what was put in with a hash that fits', async () => {
    const [first = ''] = lines;
    const forged = [
      ...chained([{ kind: 'entry', key: 'forged', data: {} }], {
        n: 1,
        hash: lineOf(first.trimEnd())?.hash ?? '',
      }),
    ];
    const { fault } = await check([first, ...forged.map(({ text }) => `${text}\n`), ...lines.slice(1)]);
    expect(fault).toMatchObject({ fault: 'added', line: 3 });
  });
});
