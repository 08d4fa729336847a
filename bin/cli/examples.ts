/** Command lines for the end of a help, for `addHelpText`, as one would type them; what stands after `#` explains. */
export function examples(...lines: readonly [string, ...string[]]): readonly ['after', string] {
  const shown = lines.map((line) => `  $ ${line}`).join('\n');
  return ['after', `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${shown}`];
}
