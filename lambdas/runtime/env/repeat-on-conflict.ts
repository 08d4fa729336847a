import { WriteConflictError } from '../../domain/errors.ts';

/** Runs an idempotent use case again when somebody else wrote first; the third conflict in a row is the caller's. */
export async function repeatOnConflict<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof WriteConflictError) || attempt === 3) throw error;
    }
  }
}
