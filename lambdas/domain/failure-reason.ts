import { FirebreakError } from './errors.ts';

/** Why something failed, in words that may be stored and shown: messages of foreign errors may quote user data. */
export function failureReason(error: unknown): string {
  if (error instanceof FirebreakError) return error.message;
  return `it failed: ${error instanceof Error ? error.name : 'unknown error'}`;
}
