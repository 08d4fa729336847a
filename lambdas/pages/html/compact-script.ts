/**
 * A script without its comments, indents and spaces around operators: what a page carries on every visit. Lines that begin with `//`
 * are comments; its strings are in single quotes.
 */
export function compactScript(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'))
    .map(tight)
    .join('\n');
}

/** A string, or a regular expression where one may stand: every space of it counts. */
const literal = /('(?:[^'\\]|\\.)*'|(?<=[(,=] ?)\/(?:[^/\\]|\\.)+\/)/;

function tight(line: string): string {
  return line
    .split(literal)
    .map((part, place) => (place % 2 === 1 ? part : part.replaceAll(/ ?([=?:,;{}()<>&|*]) ?/g, '$1')))
    .join('');
}
