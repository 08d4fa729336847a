/** Columns that a line of text should not exceed (RFC 5322, 2.1.1). */
const textWidth = 78;

/**
 * Words in lines of at most 78 columns, all but the first indented: what is quoted from outside never begins a line by
 * itself. A word that is longer stays whole.
 */
export function wrapText(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? `${lines.length === 0 ? '' : indent}${word}` : `${line} ${word}`;
    if (line !== '' && Array.from(longer).length > textWidth) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line].join('\n');
}
