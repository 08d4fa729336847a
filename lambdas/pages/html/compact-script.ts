/** A script without its comments and indents: what a page carries on every visit. Lines that begin with `//` are comments. */
export function compactScript(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'))
    .join('\n');
}
