/**
 * Text from anywhere as plain words in Markdown: one line, nothing of it read as markup, link or HTML, and no invisible
 * or direction-changing characters.
 */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\s\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .trim()
    .replaceAll(/[\\`*_{}[\]|<~&$]/g, String.raw`\$&`)
    .replace(/^[-+=#>]/, String.raw`\$&`)
    .replaceAll(/(https?|ftp|mailto|javascript|data):/gi, String.raw`$1\:`)
    .replaceAll(/\b(www)\./gi, String.raw`$1\.`)
    .replaceAll('@', String.raw`\@`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);
}
