export interface Heading {
  readonly level: number;
  readonly title: string;
  /** As GitHub makes it: lower case, without punctuation, hyphens for spaces, counted when repeated. */
  readonly anchor: string;
}

interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

export function headingsOf(markdown: string): readonly Heading[] {
  const seen = new Map<string, number>();
  return linesOutsideCode(markdown).flatMap(({ text }) => {
    const [, marks = '', title = ''] = /^(#{1,6}) (.+)$/.exec(text) ?? [];
    if (marks === '') return [];
    const plain = title
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-');
    const count = seen.get(plain) ?? 0;
    seen.set(plain, count + 1);
    return [{ level: marks.length, title, anchor: count === 0 ? plain : `${plain}-${count}` }];
  });
}

/** Anchors that the table of contents links to: what follows "Contents:", up to the first section. */
export function tableOfContents(markdown: string): readonly string[] {
  const [, contents = ''] = /^\*\*Contents:\*\*([\s\S]*?)^#/m.exec(markdown) ?? [];
  return [...contents.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor ?? '');
}

export function linksOf(markdown: string): readonly string[] {
  const prose = linesOutsideCode(markdown)
    .map(({ text }) => text.replaceAll(/`[^`]*`/g, ''))
    .join('\n');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? '');
}

/** Code spans that are a path of this project, without placeholders. */
export function pathsOf(markdown: string): readonly string[] {
  const prose = linesOutsideCode(markdown)
    .map(({ text }) => text)
    .join('\n');
  const path = /`((?:bench|bin|docs|lambdas|lib|local|policy|scenarios|statemachines|test)\/[\w./-]*)`/g;
  return [...prose.matchAll(path)].map(([, found]) => found ?? '');
}

/** Lines that can be wrapped: no tables, no code, and nothing that is one unbroken link or span of code. */
export function proseLines(markdown: string): readonly Line[] {
  return linesOutsideCode(markdown).filter(
    ({ text }) => !/^\s*\|/.test(text) && !/^\s*(\S+ )?(\S{100,}|`[^`]+`\S?)$/.test(text),
  );
}

function linesOutsideCode(markdown: string): readonly Line[] {
  let isCode = false;
  return markdown.split('\n').flatMap((text, index) => {
    if (/^\s*```/.test(text)) {
      isCode = !isCode;
      return [];
    }
    return isCode ? [] : [{ number: index + 1, text }];
  });
}
