import { WriteConflictError } from '../../domain/errors.ts';

/** Runs what may be repeated again when somebody else wrote first; the last conflict of so many in a row is the caller's. */
export async function repeatOnConflict<Result>(run: () => Promise<Result>, attempts = 3): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof WriteConflictError) || attempt === attempts) throw error;
    }
  }
}
