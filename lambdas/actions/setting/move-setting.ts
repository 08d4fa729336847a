import { DependencyUnavailableError } from '../../domain/errors.ts';
import type { Written } from '../../resources/aws/written.ts';

/** What one call of an API sets as a whole and without a condition, such as the bounds of a scalable target. */
export interface Setting<Value> {
  /** As it is now; null when the resource is gone. */
  read(): Promise<Value | null>;
  /** Sent a single time. */
  write(value: Value): Promise<Written>;
  same(a: Value, b: Value): boolean;
}

export type SettingMove<Value> =
  | { readonly outcome: 'moved' }
  /** It is not as it was expected to be: nothing was touched. Null: it is gone. */
  | { readonly outcome: 'changed'; readonly found: Value | null }
  /** AWS takes no such value now: nothing was changed. */
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

const attempts = 2;

/**
 * Moves a setting from one value to another. The API takes no condition, so it looks before each write and after
 * the last, under the lease of the resource: a lost answer or a second run finds what is there instead of doing it again.
 * `halfway`: what a write of several calls leaves when only the first was carried out.
 */
export async function moveSetting<Value>(
  setting: Setting<Value>,
  from: Value,
  to: Value,
  halfway: Value = from,
): Promise<SettingMove<Value>> {
  let lost: string | null = null;
  for (let attempt = 1; attempt <= attempts + 1; attempt += 1) {
    try {
      const found = await setting.read();
      if (found !== null && setting.same(found, to)) return { outcome: 'moved' };
      const isExpected = found !== null && [from, halfway].some((value) => setting.same(found, value));
      if (!isExpected) return { outcome: 'changed', found };
      if (attempt > attempts) break;
      const written = await setting.write(to);
      if (written === 'written') return { outcome: 'moved' };
      // A lost one may still arrive.
      if (written !== 'conflict' && lost === null) return { outcome: 'refused', reason: written.refused };
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      lost = error.message;
    }
  }
  return lost === null
    ? { outcome: 'refused', reason: 'it is being changed by somebody else at this moment' }
    : { outcome: 'unknown', reason: lost };
}
