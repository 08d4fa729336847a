import { DependencyUnavailableError } from '../../domain/errors.ts';

/** What one call of an API sets as a whole and without a condition, such as the bounds of a scalable target. */
export interface Setting<Value> {
  /** As it is now; null when the resource is gone. */
  read(): Promise<Value | null>;
  /** Sent a single time. `conflict`: AWS refused it because somebody else changes the resource; nothing was changed. */
  write(value: Value): Promise<'written' | 'conflict'>;
  same(a: Value, b: Value): boolean;
}

export type SettingMove<Value> =
  | { readonly outcome: 'moved' }
  /** It is not as it was expected to be: nothing was touched. Null: it is gone. */
  | { readonly outcome: 'changed'; readonly found: Value | null }
  | { readonly outcome: 'unknown'; readonly reason: string };

const attempts = 2;

/**
 * Moves a setting from one value to another. The API takes no condition, so it looks before each write and after
 * the last, under the lease of the resource: a lost answer or a second run finds what is there instead of doing it again.
 */
export async function moveSetting<Value>(
  setting: Setting<Value>,
  from: Value,
  to: Value,
): Promise<SettingMove<Value>> {
  let reason = 'AWS refused the change although nobody else made one';
  for (let attempt = 1; attempt <= attempts + 1; attempt += 1) {
    try {
      const found = await setting.read();
      if (found !== null && setting.same(found, to)) return { outcome: 'moved' };
      if (found === null || !setting.same(found, from)) return { outcome: 'changed', found };
      if (attempt > attempts) break;
      if ((await setting.write(to)) === 'written') return { outcome: 'moved' };
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      reason = error.message;
    }
  }
  return { outcome: 'unknown', reason };
}
