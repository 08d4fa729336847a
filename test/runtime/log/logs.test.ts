import { describe, expect, it } from '@jest/globals';
import { log } from '../../../lambdas/runtime/log/logger.ts';
import { createSmallLog } from '../../../lambdas/runtime/log/small-log.ts';
import { aContext, logLinesOf } from '../../support/builders/invocation.ts';

const secrets = {
  taskToken: 'AAAAKgAAAA',
  Authorization: 'Bearer abc',
  nested: { body: 'hostile', key: 'fragment', matchCode: '123-456' },
};

async function linesOfSmallLog(write: (small: ReturnType<typeof createSmallLog>) => void) {
  const lines: string[] = [];
  const small = createSmallLog((line) => lines.push(line));
  small.begin(aContext());
  write(small);
  return lines.map((line) => JSON.parse(line));
}

describe('the logs', () => {
  it('write no value that is named like a secret', async () => {
    const small = await linesOfSmallLog((writer) => writer.info('Answered', { ...secrets, person: 'ada' }));
    const powertools = (
      await logLinesOf(async () => log.warn('Answered', { ...secrets, person: 'ada' }))
    ).map((line) => JSON.parse(line));
    for (const [line] of [small, powertools]) {
      expect(line).toMatchObject({ message: 'Answered', person: 'ada' });
      expect(JSON.stringify(line)).not.toMatch(/AAAAKg|abc|hostile|fragment|123-456/);
    }
  });

  it('have one shape, so that one query reads both', async () => {
    const [small] = await linesOfSmallLog((writer) => writer.error('Failed', { error: new RangeError('x') }));
    const [line = '{}'] = await logLinesOf(async () => log.error('Failed', { error: new RangeError('x') }));
    const powertools = JSON.parse(line);
    for (const entry of [small, powertools]) {
      expect(entry).toMatchObject({
        level: 'ERROR',
        message: 'Failed',
        service: 'firebreak',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        error: { name: 'RangeError', message: 'x' },
      });
    }
    expect(small).toMatchObject({ cold_start: true, function_request_id: 'request-1' });
  });

  it('forget the keys of the previous invocation', async () => {
    const lines = await linesOfSmallLog((writer) => {
      writer.appendKeys({ deliveryId: 'dlv_1' });
      writer.info('first');
      writer.begin(aContext());
      writer.info('second');
    });
    expect(lines[0]).toMatchObject({ deliveryId: 'dlv_1', cold_start: true });
    expect(lines[1]).not.toHaveProperty('deliveryId');
    expect(lines[1]).toMatchObject({ cold_start: false });
  });
});
