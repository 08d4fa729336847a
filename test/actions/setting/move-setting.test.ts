import { describe, expect, it } from '@jest/globals';
import { executionOf, undoingOf } from '../../../lambdas/actions/setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../../../lambdas/actions/setting/move-setting.ts';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';

type Call = 'ok' | 'lost' | 'unsent' | 'conflict' | 'refused';

/** A number in a cloud whose next answers are as planned, and then fine. */
function aNumber(start: number | null, writes: readonly Call[] = [], reads: readonly Call[] = []) {
  const planned = { writes: [...writes], reads: [...reads] };
  const seen = { value: start, written: 0 };
  const setting: Setting<number> = {
    read: async () => {
      if (planned.reads.shift() === 'lost') throw new DependencyUnavailableError('no answer');
      return seen.value;
    },
    write: async (value) => {
      const call = planned.writes.shift() ?? 'ok';
      if (call === 'conflict') return 'conflict';
      if (call === 'refused') return { refused: 'the account has no room' };
      if (call === 'unsent') throw new DependencyUnavailableError('no answer');
      seen.value = value;
      seen.written += 1;
      if (call === 'lost') throw new DependencyUnavailableError('no answer');
      return 'written';
    },
    same: (a, b) => a === b,
  };
  return { seen, setting };
}

describe('a setting', () => {
  it.each<readonly [string, readonly Call[], readonly Call[]]>([
    ['all goes well', [], []],
    ['the answer of the write is lost', ['lost'], []],
    ['the first write does not arrive', ['unsent'], []],
    ['somebody is in the way for a moment', ['conflict'], []],
    ['the first look fails', [], ['lost']],
    ['the answers of write and look are lost', ['lost'], ['ok', 'lost']],
  ])('is written once when %s', async (_, writes, reads) => {
    const { seen, setting } = aNumber(4, writes, reads);
    expect(await moveSetting(setting, 4, 8)).toEqual({ outcome: 'moved' });
    expect(seen).toEqual({ value: 8, written: 1 });
  });

  it('is not written when it is there already', async () => {
    const { seen, setting } = aNumber(8);
    expect(await moveSetting(setting, 4, 8)).toEqual({ outcome: 'moved' });
    expect(seen.written).toBe(0);
  });

  it.each([5, null])('is left alone when it is %s instead', async (there) => {
    const { seen, setting } = aNumber(there);
    expect(await moveSetting(setting, 4, 8)).toEqual({ outcome: 'changed', found: there });
    expect(seen.written).toBe(0);
  });

  it.each<readonly [string, readonly Call[], readonly Call[]]>([
    ['no write arrives', ['unsent', 'unsent'], []],
    ['nothing can be read', [], ['lost', 'lost', 'lost']],
    ['one write is lost and the next refused', ['unsent', 'refused'], []],
  ])('is of unknown state, with the reason, when %s', async (_, writes, reads) => {
    const { seen, setting } = aNumber(4, writes, reads);
    expect(await moveSetting(setting, 4, 8)).toEqual({
      outcome: 'unknown',
      reason: expect.stringMatching(/.{5,}/),
    });
    expect(seen.written).toBe(0);
  });

  it.each<readonly [string, readonly Call[], string]>([
    ['for a reason that stays', ['refused'], 'the account has no room'],
    ['whenever it is tried', ['conflict', 'conflict'], 'it is being changed by somebody else at this moment'],
  ])('is known to be untouched when AWS refuses it %s', async (_, writes, reason) => {
    const { seen, setting } = aNumber(4, writes);
    expect(await moveSetting(setting, 4, 8)).toEqual({ outcome: 'refused', reason });
    expect(seen.written).toBe(0);
  });

  it('passes on what is nobody’s outage', async () => {
    const { setting } = aNumber(4);
    const broken = { ...setting, read: () => Promise.reject(new TypeError('broken')) };
    await expect(moveSetting(broken, 4, 8)).rejects.toThrow('broken');
  });
});

describe('the outcome of a move', () => {
  const texts = {
    name: 'shop/web',
    done: 'Scaled shop/web to 8',
    asked: 'shop/web was scaled',
    found: (value: number) => `which is to run ${value}`,
  };

  it('says what was done', () => {
    const move = { outcome: 'moved' } as const;
    expect(executionOf(move, texts, { tasks: 8 })).toEqual({
      outcome: 'done',
      text: 'Scaled shop/web to 8',
      postState: { tasks: 8 },
    });
    expect(undoingOf(move, texts)).toEqual({ outcome: 'undone', text: 'Scaled shop/web to 8' });
  });

  it('says what was found in place of it', () => {
    const move = { outcome: 'changed', found: 5 } as const;
    const text = 'Nothing was changed: somebody else changed shop/web, which is to run 5';
    expect(executionOf(move, texts, {})).toEqual({ outcome: 'stale', text });
    expect(undoingOf({ ...move, found: null }, texts)).toEqual({
      outcome: 'changed-since',
      text: 'Nothing was changed: somebody changed shop/web since, which is gone',
    });
  });

  it('says what AWS refused, and why', () => {
    const move = { outcome: 'refused', reason: 'the account has no room' } as const;
    const text = 'Nothing was changed: AWS refused to change shop/web: the account has no room';
    expect(executionOf(move, texts, {})).toEqual({ outcome: 'stale', text });
    expect(undoingOf(move, texts)).toEqual({ outcome: 'changed-since', text });
  });

  it('says what is not known, and why', () => {
    const move = { outcome: 'unknown', reason: 'no answer' } as const;
    const text = 'It is not known whether shop/web was scaled: no answer';
    expect(executionOf(move, texts, {})).toEqual({ outcome: 'unknown', text });
    expect(undoingOf(move, texts)).toEqual({ outcome: 'unknown', text });
  });
});
