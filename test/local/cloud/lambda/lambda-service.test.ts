import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LambdaService } from '../../../../local/cloud/lambda/lambda-service.ts';
import { WorkingClock } from '../../../../local/cloud/state/working-clock.ts';

describe('the local Lambda', () => {
  let folder: string;
  let service: LambdaService;
  const AHEAD_MS = 86_400_000;
  const clock = new WorkingClock(1, Date.now() + AHEAD_MS);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'firebreak-'));
    service = new LambdaService(clock, folder);
  });
  afterEach(async () => {
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const deploy = (name: string, code: string, environment: Record<string, string> = {}): void => {
    const bundle = join(folder, `${name}.js`);
    writeFileSync(bundle, code);
    service.deploy({ name, bundle, environment, timeoutSeconds: 5, memoryMb: 64 });
  };

  it('runs a bundle with its own environment, by name or ARN, and keeps it warm', async () => {
    deploy(
      'warm',
      'let n = 0; exports.handler = async (event) => ({ event, own: process.env.OWN, home: process.env.HOME, n: ++n });',
      { OWN: 'yes' },
    );
    expect(await service.invoke('warm', 1)).toEqual({ payload: { event: 1, own: 'yes', n: 1 } });
    expect(await service.invoke('arn:aws:lambda:us-east-1:000000000000:function:warm', 2)).toEqual({
      payload: { event: 2, own: 'yes', n: 2 },
    });
  });

  it('keeps so many environments warm, and stops those that idled longest', async () => {
    const few = new LambdaService(clock, folder, 2);
    for (const name of ['a', 'b', 'c']) {
      const bundle = join(folder, `${name}.js`);
      writeFileSync(bundle, 'let n = 0; exports.handler = async () => ++n;');
      few.deploy({ name, bundle, environment: {}, timeoutSeconds: 5, memoryMb: 64 });
    }
    const runs: unknown[] = [];
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) {
      const result = await few.invoke(name, {});
      runs.push([name, 'payload' in result ? result.payload : result]);
    }
    await few.stop();
    // "c" took the place of "b", and "b" then that of "c".
    expect(runs).toEqual([
      ['a', 1],
      ['b', 1],
      ['a', 2],
      ['c', 1],
      ['a', 3],
      ['b', 1],
    ]);
  });

  it("gives the error's name as its type, as Step Functions sees it", async () => {
    deploy(
      'bad',
      'exports.handler = async () => { const e = new Error("no"); e.name = "NotFoundError"; throw e; };',
    );
    expect(await service.invoke('bad', {})).toMatchObject({
      functionError: { errorType: 'NotFoundError', errorMessage: 'no' },
    });
  });

  it('survives a function that ends its process, and starts it anew', async () => {
    deploy(
      'exits',
      'exports.handler = async (event) => { if (event === "die") process.exit(1); return "alive"; };',
    );
    expect(await service.invoke('exits', 'die')).toMatchObject({
      functionError: { errorType: 'Runtime.ExitError' },
    });
    expect(await service.invoke('exits', {})).toEqual({ payload: 'alive' });
  });

  it("shows functions the local world's time", async () => {
    deploy(
      'time',
      'exports.handler = async () => [Date.now(), new Date().getTime(), new Date(0).getTime()];',
    );
    const result = await service.invoke('time', {});
    const [now, date, epoch] = 'payload' in result ? (result.payload as number[]) : [];
    expect(now).toBeGreaterThanOrEqual(Date.now() + AHEAD_MS - 60_000);
    expect(date).toBeGreaterThanOrEqual(now ?? Number.NaN);
    expect(epoch).toBe(0);
  });

  it('answers for a function that does not exist', async () => {
    expect(await service.invoke('nobody', {})).toMatchObject({
      functionError: { errorType: 'ResourceNotFoundException' },
    });
  });
});
