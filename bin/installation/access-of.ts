import { FirebreakError } from '../../lambdas/domain/errors.ts';

/** What stands in the way of a place that Firebreak writes to, in sentences; empty: nothing. */
export async function accessOf({
  check,
}: {
  readonly check: () => Promise<readonly string[]>;
}): Promise<readonly string[]> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof FirebreakError) return [error.message];
    throw error;
  }
}
