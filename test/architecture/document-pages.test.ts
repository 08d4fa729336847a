import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { headingsOf, linksOf, pathsOf, proseLines, tableOfContents } from './markdown.ts';
import { projectRoot, readDocument } from './source-files.ts';

/** What is longer needs a table of contents. */
const screenLines = 60;
const rooms = ['docs', 'docs/adr', 'scenarios', 'statemachines', 'local/step-functions'];
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...rooms.flatMap(pagesIn)];
const decisions = pagesIn('docs/adr').filter((page) => !page.endsWith('README.md'));

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(projectRoot, folder))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

describe('every page of the documentation', () => {
  it('has lines of at most 120 characters, outside tables, code and links', () => {
    const long = pages.flatMap((page) =>
      proseLines(readDocument(page))
        .filter(({ text }) => text.length > 120)
        .map(({ number }) => `${page}:${number}`),
    );
    expect(long).toEqual([]);
  });

  it('has a table of contents that names each section, when it is longer than a screen', () => {
    const wrong = pages
      .filter((page) => page !== 'CHANGELOG.md' && readDocument(page).split('\n').length > screenLines)
      .filter((page) => {
        const sections = headingsOf(readDocument(page)).filter(({ level }) => level === 2);
        const listed = new Set(tableOfContents(readDocument(page)));
        return !sections.every(({ anchor }) => listed.has(anchor));
      });
    expect(wrong).toEqual([]);
  });

  it('names only files and folders that there are', () => {
    // A decision is history: what it names may be gone.
    const missing = pages
      .filter((page) => !/^(docs\/adr\/\d|CHANGELOG)/.test(page))
      .flatMap((page) =>
        pathsOf(readDocument(page))
          .filter((path) => !existsSync(join(projectRoot, path)))
          .map((path) => `${page}: ${path}`),
      );
    expect(missing).toEqual([]);
  });

  it('links to files and sections that exist', () => {
    const broken = pages.flatMap((page) =>
      linksOf(readDocument(page))
        .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(page, target))
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('docs/adr', () => {
  it('numbers the decisions from 0001 on, without a gap', () => {
    const numbers = decisions.map((page) => basename(page).slice(0, 4));
    expect(numbers).toEqual(numbers.map((_, index) => String(index + 1).padStart(4, '0')));
  });

  it('gives each decision its number, its status and the four parts', () => {
    const wrong = decisions.filter((page) => {
      const text = readDocument(page);
      const parts = headingsOf(text).filter(({ level }) => level === 2);
      return (
        !text.startsWith(`# ${basename(page).slice(0, 4)}: `) ||
        !/^\*\*Status:\*\* (accepted|superseded)/m.test(text) ||
        !/^context,positions.*,decision,consequences/.test(parts.map(({ anchor }) => anchor).join())
      );
    });
    expect(wrong).toEqual([]);
  });

  it('lists every decision in its README with title and status, and nothing else', () => {
    const rows = readDocument('docs/adr/README.md')
      .split('\n')
      .filter((line) => /^\| \[\d/.test(line));
    const expected = decisions.map((page) => {
      const text = readDocument(page);
      const [, number, title] = /^# (\d{4}): (.+)$/m.exec(text) ?? [];
      const [, status] = /^\*\*Status:\*\* (accepted|superseded by \S+)/m.exec(text) ?? [];
      return `| [${number}](${basename(page)}) | ${title} | ${status} |`;
    });
    expect(rows).toEqual(expected);
  });
});

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(projectRoot, file))) return false;
  if (anchor === undefined) return true;
  return headingsOf(readDocument(file)).some((heading) => heading.anchor === anchor);
}
