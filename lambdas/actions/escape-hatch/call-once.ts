import { DependencyUnavailableError } from '../../domain/errors.ts';
import { upperFirst } from '../../domain/reporting/labels/first-letter.ts';
import type { Execution, Undoing } from '../../ports/plug-ins/action.ts';

/** What became of a call whose receiver knows a repetition by its id. */
export type Called =
  | { readonly outcome: 'accepted' }
  /** It did nothing. */
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

const attempts = 2;

/** Calls once more with the same id when the answer was lost. After a lost answer a refusal proves nothing. */
export async function callOnce(send: () => Promise<Called>): Promise<Called> {
  let lost: string | null = null;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const called = await send();
      if (called.outcome !== 'refused' || lost === null) return called;
      return { outcome: 'unknown', reason: `${lost}; then it was refused: ${called.reason}` };
    } catch (error) {
      if (!(error instanceof DependencyUnavailableError)) throw error;
      lost = error.message;
    }
  }
  return { outcome: 'unknown', reason: lost ?? 'no answer' };
}

/** `name`: `the webhook warm-caches`. */
export function executionOfCall(name: string, called: Called, id: string): Execution {
  switch (called.outcome) {
    case 'accepted':
      return { outcome: 'done', text: `${upperFirst(name)} did what it was asked to`, postState: { id } };
    case 'refused':
      return { outcome: 'stale', text: `Nothing was done: ${name} refused: ${called.reason}` };
    case 'unknown':
      return { outcome: 'unknown', text: `It is not known whether ${name} did it: ${called.reason}` };
    default:
      return called satisfies never;
  }
}

export function undoingOfCall(name: string, called: Called): Undoing {
  switch (called.outcome) {
    case 'accepted':
      return { outcome: 'undone', text: `${upperFirst(name)} took it back` };
    case 'refused':
      return { outcome: 'changed-since', text: `Nothing was taken back: ${name} refused: ${called.reason}` };
    case 'unknown':
      return { outcome: 'unknown', text: `It is not known whether ${name} took it back: ${called.reason}` };
    default:
      return called satisfies never;
  }
}
