import { FirebreakError } from './errors.ts';

const tookTooLong = 'it took too long';
const brokeOff = 'it broke off';

/** What the workflow and Lambda name a task that had no chance to say why it failed. */
const failuresByName: ReadonlyMap<string, string> = new Map([
  ['States.Timeout', tookTooLong],
  ['Sandbox.Timedout', tookTooLong],
  ['Lambda.ClientExecutionTimeoutException', tookTooLong],
  ['Runtime.ExitError', brokeOff],
  ['Runtime.OutOfMemory', 'it ran out of memory'],
  ['Lambda.Unknown', brokeOff],
]);

/** A reason from the workflow, which ends in the name of an error, with that name in words where it says nothing to people. */
export function withErrorInWords(reason: string): string {
  const name = reason.split(' ').at(-1) ?? '';
  const words = failuresByName.get(name);
  return words === undefined ? reason : `${reason.slice(0, -name.length)}${words} (${name})`;
}

/** Why something failed, in words that may be stored and shown: messages of foreign errors may quote user data. */
export function failureReason(error: unknown): string {
  if (error instanceof FirebreakError) return error.message;
  return `it failed: ${error instanceof Error ? error.name : 'unknown error'}`;
}
