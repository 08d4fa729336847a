import { describe, expect, it } from '@jest/globals';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import { repeatOnConflict } from '../../../lambdas/use-cases/records/repeat-on-conflict.ts';

/** Loses so many writes before it is done. */
function losing(conflicts: number) {
  let tries = 0;
  const run = async (): Promise<number> => {
    tries += 1;
    if (tries <= conflicts) throw new WriteConflictError('somebody else wrote first');
    return tries;
  };
  return { run, tries: () => tries };
}

describe('what somebody else wrote into', () => {
  it('is done again, three times at most', async () => {
    expect(await repeatOnConflict(losing(2).run)).toBe(3);
    const hopeless = losing(9);
    await expect(repeatOnConflict(hopeless.run)).rejects.toThrow(WriteConflictError);
    expect(hopeless.tries()).toBe(3);
  });

  it('is done again as often as its caller says', async () => {
    expect(await repeatOnConflict(losing(4).run, 5)).toBe(5);
    await expect(repeatOnConflict(losing(5).run, 5)).rejects.toThrow(WriteConflictError);
  });

  it('is not done again for any other failure', async () => {
    let tries = 0;
    const run = async (): Promise<never> => {
      tries += 1;
      throw new Error('broken');
    };
    await expect(repeatOnConflict(run)).rejects.toThrow('broken');
    expect(tries).toBe(1);
  });
});
