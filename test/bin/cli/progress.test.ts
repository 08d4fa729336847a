import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { whileWaiting } from '../../../bin/cli/progress.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function stream(isTTY: boolean) {
  const written: string[] = [];
  return { written, isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
}

describe('progress', () => {
  it('is shown after a second, and wiped away at the end', async () => {
    const terminal = stream(true);
    const { promise, resolve } = Promise.withResolvers<string>();
    const waiting = whileWaiting('Waiting for api', promise, terminal);
    jest.advanceTimersByTime(999);
    expect(terminal.written).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(terminal.written).toEqual(['\rWaiting for api …']);
    resolve('there');
    await expect(waiting).resolves.toBe('there');
    expect(terminal.written).toEqual(['\rWaiting for api …', '\r\u001B[K']);
  });

  it('is wiped away also when it fails, and never goes into a file', async () => {
    const file = stream(false);
    const { promise, reject } = Promise.withResolvers<string>();
    const waiting = whileWaiting('Waiting', promise, file);
    jest.advanceTimersByTime(5000);
    reject(new Error('refused'));
    await expect(waiting).rejects.toThrow('refused');
    expect(file.written).toEqual([]);
  });
});
