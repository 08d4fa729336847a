import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import { jsonCopy } from './json-copy.ts';

/**
 * Keeps the version of a record that follows on the one that is kept. Throws WriteConflictError with `conflict` where somebody else wrote
 * first.
 */
export function saveVersion<Kept extends { readonly version: number }>(
  kept: Map<string, Kept>,
  key: string,
  record: Kept,
  conflict: string,
): void {
  if ((kept.get(key)?.version ?? 0) !== record.version - 1) throw new WriteConflictError(conflict);
  kept.set(key, jsonCopy(record));
}
