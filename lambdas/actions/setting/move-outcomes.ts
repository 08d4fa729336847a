import type { Execution, Undoing } from '../../ports/plug-ins/action.ts';
import type { SettingMove } from './move-setting.ts';

/** How people read of a move. */
export interface MoveTexts<Value> {
  /** The resource: `shop/checkout`. */
  readonly name: string;
  /** What happened, as a sentence without a full stop: `Scaled out shop/checkout to 8 tasks`. */
  readonly done: string;
  /** The same after "It is not known whether": `shop/checkout was scaled out`. */
  readonly asked: string;
  /** Who refuses; left out: AWS. */
  readonly by?: string;
  /** After the name: `which is to run 8 tasks`. */
  found(value: Value): string;
}

export function executionOf<Value>(
  move: SettingMove<Value>,
  texts: MoveTexts<Value>,
  postState: Readonly<Record<string, unknown>>,
): Execution {
  switch (move.outcome) {
    case 'moved':
      return { outcome: 'done', text: texts.done, postState };
    case 'changed':
      return {
        outcome: 'stale',
        text: `Nothing was changed: somebody else changed ${texts.name}, ${foundBy(move, texts)}`,
      };
    case 'refused':
      return { outcome: 'stale', text: refusalBy(move, texts) };
    case 'unknown':
      return { outcome: 'unknown', text: `It is not known whether ${texts.asked}: ${move.reason}` };
    default:
      return move satisfies never;
  }
}

export function undoingOf<Value>(move: SettingMove<Value>, texts: MoveTexts<Value>): Undoing {
  switch (move.outcome) {
    case 'moved':
      return { outcome: 'undone', text: texts.done };
    case 'changed':
      return {
        outcome: 'changed-since',
        text: `Nothing was changed: somebody changed ${texts.name} since, ${foundBy(move, texts)}`,
      };
    case 'refused':
      return { outcome: 'changed-since', text: refusalBy(move, texts) };
    case 'unknown':
      return { outcome: 'unknown', text: `It is not known whether ${texts.asked}: ${move.reason}` };
    default:
      return move satisfies never;
  }
}

/** Nothing is restored where it is not recorded what was done. */
export function unrecorded(name: string): Undoing {
  return { outcome: 'unknown', text: `It is not recorded what was done to ${name}` };
}

function foundBy<Value>({ found }: { readonly found: Value | null }, texts: MoveTexts<Value>): string {
  return found === null ? 'which is gone' : texts.found(found);
}

function refusalBy<Value>(
  { reason }: { readonly reason: string },
  { name, by = 'AWS' }: MoveTexts<Value>,
): string {
  return `Nothing was changed: ${by} refused to change ${name}: ${reason}`;
}
