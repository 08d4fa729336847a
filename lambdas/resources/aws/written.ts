/**
 * What came of a write. `conflict`: AWS refused it because somebody else changes the resource; `refused`: for a reason that stays.
 * Nothing was changed then.
 */
export type Written = 'written' | 'conflict' | { readonly refused: string };
