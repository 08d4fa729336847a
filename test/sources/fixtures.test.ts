import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sources } from '../../lambdas/sources/index.ts';
import { isObject, listOf, objectOf, textOf, textsOf } from '../../lambdas/sources/reading/json.ts';

const folder = join(import.meta.dirname, '../fixtures/sources');

for (const source of sources) {
  describe(`the source ${source.name}`, () => {
    const cases = listOf(JSON.parse(readFileSync(join(folder, `${source.name}.json`), 'utf8'))).filter(
      isObject,
    );

    for (const { name, headers, body, text, becomes } of cases) {
      it(`reads ${textOf(name)}`, () => {
        const parsed = source.parse({
          id: 'dlv_1',
          source: source.name,
          receivedAt: '2026-11-23T02:02:10.000Z',
          headers: textsOf(headers),
          body: textOf(text) ?? JSON.stringify(body),
        });
        expect(parsed).toMatchObject(objectOf(becomes));
        expect(JSON.stringify(parsed)).not.toMatch(/@example\.com|203\.0\.113/);
      });
    }
  });
}
