import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { alignColumns, terminalColumns } from '../../../bin/cli/columns.ts';

describe('columns of a terminal', () => {
  it('are aligned, and nothing is cut where no width is known', () => {
    const text = alignColumns(
      [
        ['a', 'long cell', 'x'.repeat(300)],
        ['longer', 'b', 'c'],
      ],
      null,
    );
    expect(text).toBe(`a       long cell  ${'x'.repeat(300)}\nlonger  b          c`);
  });

  it('count a wide character as two', () => {
    expect(
      alignColumns(
        [
          ['障害', 'a'],
          ['abcd', 'b'],
        ],
        null,
      ),
    ).toBe('障害  a\nabcd  b');
  });

  it('wrap the last one under itself, or below the row where little is left', () => {
    const rows = [['status', 'the error rate is twelve times the usual']];
    expect(alignColumns(rows, 36).split('\n')).toEqual([
      'status  the error rate is twelve',
      '        times the usual',
    ]);
    expect(alignColumns(rows, 28).split('\n')).toEqual([
      'status',
      '    the error rate is twelve',
      '    times the usual',
    ]);
  });

  it('never exceed the terminal with what they wrap, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 50, max: 120 }),
        (text, columns) => {
          const lines = alignColumns([['label', text.replaceAll(/\p{C}/gu, '')]], columns).split('\n');
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });

  it('are only those of a terminal', () => {
    expect(terminalColumns({ isTTY: true, columns: 50 })).toBe(50);
    expect(terminalColumns({ columns: 50 })).toBeNull();
  });
});
