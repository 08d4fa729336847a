import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

export interface SourceFile {
  /** Relative to the project, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below these folders of the project. */
export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({
        path: relative(projectRoot, file).replaceAll('\\', '/'),
        text: readFileSync(file, 'utf8'),
      })),
  );
}

export function readDocument(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

/** First cells of a document's table rows, when they are code: `| \`TABLE_NAME\` | …`. */
export function tableKeys(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key]) => key ?? '');
}
