/** Ends a command with words instead of a stack trace: what is wrong, and what to do next. */
export class CommandError extends Error {
  readonly next: string | null;
  /** 1: a problem was found; 2: the command was used wrongly. */
  readonly exitCode: 1 | 2;

  constructor(message: string, options: { next?: string; exitCode?: 1 | 2; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'CommandError';
    this.next = options.next ?? null;
    this.exitCode = options.exitCode ?? 1;
  }
}
