import { visibleText } from './visible-text.ts';

/** Control characters, line and paragraph separators. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** One line of text from outside: no control characters, what is hidden named, single spaces, not much longer than `maxLength`. */
export function oneLine(text: string, maxLength: number): string {
  return visibleText(text.slice(0, maxLength * 4))
    .replace(unprintable, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Ends in an ellipsis when something was cut off. */
export function shortened(text: string, maxLength: number): string {
  const characters = Array.from(text);
  return characters.length <= maxLength ? text : `${characters.slice(0, maxLength - 1).join('')}…`;
}

/** Both: what a sender wrote, as one line of at most `maxLength` characters. */
export function plainLine(text: string, maxLength: number): string {
  return shortened(oneLine(text, maxLength), maxLength);
}
