import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, it } from '@jest/globals';

const library = join(import.meta.dirname, '../../../local/step-functions');

it('the engine imports nothing but itself, Node and jsonata', () => {
  const files = readdirSync(library, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const foreign = files.flatMap((file) => {
    const text = readFileSync(join(library, file), 'utf8');
    return [...text.matchAll(/from '([^']+)'/g)]
      .map(([, source = '']) => source)
      .filter((source) => !isOwn(source, join(library, file)))
      .map((source) => `${file} imports ${source}`);
  });
  expect(files.length).toBeGreaterThan(50);
  expect(foreign).toEqual([]);
});

function isOwn(source: string, importer: string): boolean {
  if (source.startsWith('node:') || source === 'jsonata') return true;
  return source.startsWith('.') && !relative(library, resolve(importer, '..', source)).startsWith('..');
}
