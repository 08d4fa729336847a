import { describe, expect, it } from '@jest/globals';
import { FailureReports } from '../../../../local/cloud/lambda/failure-reports.ts';

const failed = (errorMessage: string) => ({ functionError: { errorType: 'Error', errorMessage } });

describe('failures of scheduled functions', () => {
  it('are told once until something else fails or it works again', () => {
    const lines: string[] = [];
    const reports = new FailureReports((line) => lines.push(line));
    for (const result of [failed('a'), failed('a'), failed('b'), { payload: null }, failed('b')]) {
      reports.note('arn:aws:lambda:us-east-1:000000000000:function:sweep', result);
    }
    expect(lines.map((line) => line.at(-1))).toEqual(['a', 'b', 'b']);
    expect(lines[0]).toContain('sweep');
  });
});
