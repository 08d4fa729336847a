import { oneLine, shortened } from '../../domain/records/text/plain-line.ts';

/** Endings of host names that programs make links of by themselves. */
const hostName =
  /\b((?:[\p{L}\p{N}-]+\.)+)(com|net|org|info|biz|app|dev|xyz|top|link|click|online|site|shop|zip|[a-z]{2})\b/giu;

/** One line of text from outside, safe in a subject, a chat message and a body: no control characters, no live links, not too long. */
export function inertLine(text: string, maxLength = 300): string {
  return shortened(defanged(oneLine(text, maxLength)), maxLength);
}

/** Links and host names written so that no program makes them clickable. */
function defanged(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*):\/\//gi, '$1[:]//')
    .replace(/\b(mailto|javascript|data|tel):/gi, '$1[:]')
    .replace(/@/g, '[at]')
    .replace(
      hostName,
      (_, labels: string, ending: string) => `${labels.slice(0, -1).replaceAll('.', '[.]')}[.]${ending}`,
    );
}

/** How something is restored, with its commands: half a command is a wrong one. */
export function inertInstruction(text: string): string {
  return inertLine(text, 1000);
}

export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The same for services that refuse an empty text. */
export function inertWords(text: string, maxLength = 300): string {
  return inertLine(text, maxLength) || '(no text)';
}
