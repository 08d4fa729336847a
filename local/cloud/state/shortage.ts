/** What the computer has run out of, in words; null for every other error. */
export function shortageOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  const found = signs.find(
    ({ codes, sqlite, text }) =>
      codes.some((each) => each === code) ||
      sqlite.some((each) => each === errcode) ||
      text.test(error.message),
  );
  if (found !== undefined) return found.shortage;
  return error.cause === undefined ? null : shortageOf(error.cause);
}

interface Sign {
  readonly shortage: string;
  readonly codes: readonly string[];
  /** https://www.sqlite.org/rescode.html: FULL, IOERR, CANTOPEN */
  readonly sqlite: readonly number[];
  readonly text: RegExp;
}

const signs: readonly Sign[] = [
  {
    shortage: 'The disk is full',
    codes: ['ENOSPC', 'EDQUOT'],
    sqlite: [13],
    text: /no space left on device|disk is full|disk quota exceeded/i,
  },
  {
    shortage: 'Too many files are open (ulimit -n)',
    codes: ['EMFILE', 'ENFILE'],
    sqlite: [14],
    text: /too many open files/i,
  },
  {
    shortage: 'The disk does not take writes',
    codes: ['EROFS', 'EIO'],
    sqlite: [10],
    text: /\bEROFS\b|\bEIO\b/,
  },
];
