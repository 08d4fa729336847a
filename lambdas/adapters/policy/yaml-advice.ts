/** What is known of a place where YAML gives up. */
export interface YamlDefect {
  /** Of the `yaml` package, such as `DUPLICATE_KEY`. */
  readonly code: string;
  readonly message: string;
  /** What is written from there on. */
  readonly text: string;
}

/** What is wrong in the words of somebody who writes a policy, and how to mend it; most such mistakes are missing quotes. */
export function yamlAdvice({ code, message, text }: YamlDefect): string {
  const line = text.split('\n', 1)[0] ?? '';
  switch (code) {
    case 'DUPLICATE_KEY': {
      const key = /^["']?([^"':]+)/.exec(line)?.[1]?.trim() ?? '';
      return `the key "${key}" is given twice: keep one, or put what belongs to both under one "${key}"`;
    }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /nested mappings/i.test(message)
        ? 'a colon with a space begins a new key here: put the whole text in quotes, or mend the indentation'
        : 'this line is indented otherwise than those above it';
    case 'BAD_SCALAR_START':
      return `a text cannot begin with ${line.charAt(0)} : put it in quotes`;
    case 'BAD_ALIAS':
      return `"${firstWord(line)}" begins with *, which YAML takes for an alias: put it in quotes`;
    case 'TAG_RESOLVE_FAILED':
      return `"${firstWord(line)}" begins with !, which YAML takes for a tag: put the whole text in quotes`;
    case 'TAB_AS_INDENT':
      return 'a tab stands at the beginning of the line: indent with spaces';
    case 'BAD_DQ_ESCAPE':
      return 'a backslash in double quotes must be doubled; in single quotes it stands for itself';
    case 'MISSING_CHAR':
      return /closing/i.test(message) ? 'a quote is opened above and never closed' : message;
    case 'MULTIPLE_DOCS':
      return 'a second document begins here: a file of policy is one, so remove the ---';
    case 'UNEXPECTED_TOKEN':
      return unexpected(message);
    default:
      return message;
  }
}

function unexpected(message: string): string {
  if (/at node end/.test(message)) {
    return 'the value has ended already, by a quote or bracket before this: put the whole text in quotes, of the other kind than those in it';
  }
  if (/Not a YAML token|Block scalar header/.test(message)) {
    return 'a value that begins with > or | announces a text on the next lines: put it in quotes';
  }
  return message;
}

function firstWord(line: string): string {
  return /^[^\s,}\]]*/.exec(line)?.[0] ?? '';
}
