/** Control characters, line and paragraph separators, and what reorders or hides text. */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/gu;

/** Endings of host names that mail programs make links of by themselves. */
const hostName =
  /\b((?:[\p{L}\p{N}-]+\.)+)(com|net|org|info|biz|app|dev|xyz|top|link|click|online|site|shop|zip|[a-z]{2})\b/giu;

/** One line of text from outside, safe in a subject and in a body: no control characters, no live links, not too long. */
export function mailLine(text: string, maxLength = 300): string {
  const line = text
    .slice(0, maxLength * 4)
    .toWellFormed()
    .replace(unprintable, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return shortened(defanged(line), maxLength);
}

/** Links and host names written so that no mail program makes them clickable. */
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

export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function shortened(text: string, maxLength: number): string {
  const characters = Array.from(text);
  return characters.length <= maxLength ? text : `${characters.slice(0, maxLength - 1).join('')}…`;
}
