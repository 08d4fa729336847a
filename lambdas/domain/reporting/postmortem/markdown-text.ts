import { visibleText } from '../../records/text/visible-text.ts';

/**
 * Text from anywhere as plain words in Markdown: one line, nothing of it read as markup, link or HTML, and hidden or
 * direction-changing characters named.
 */
export function markdownText(text: string): string {
  const line = text.replaceAll(/[^\S\ufeff]+/gu, ' ').replaceAll(/\p{Cc}/gu, '');
  return visibleText(line)
    .trim()
    .replaceAll(/[\\`*_{}[\]|<~&$]/g, String.raw`\$&`)
    .replace(/^[-+=#>]/, String.raw`\$&`)
    .replaceAll(/(https?|ftp|mailto|javascript|data):/gi, String.raw`$1\:`)
    .replaceAll(/\b(www)\./gi, String.raw`$1\.`)
    .replaceAll('@', String.raw`\@`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);
}
