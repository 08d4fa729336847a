import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildOnce, keyOf } from '../../../lib/bundling/build-cache.ts';

const aFolder = () => mkdtemp(join(tmpdir(), 'firebreak-cache-'));

describe('the key of a build', () => {
  it('is another one when a file, its name, or an option differs', async () => {
    const root = await aFolder();
    await mkdir(join(root, 'src'));
    await writeFile(join(root, 'src/a.ts'), 'a');
    await writeFile(join(root, 'lock.json'), '1');
    const paths = ['src', 'lock.json'];
    const keys = [await keyOf(root, paths, ['x']), await keyOf(root, paths, ['y'])];
    await writeFile(join(root, 'src/b.ts'), 'b');
    keys.push(await keyOf(root, paths, ['x']));
    await writeFile(join(root, 'lock.json'), '2');
    keys.push(await keyOf(root, paths, ['x']));
    expect(new Set(keys).size).toBe(4);
    expect(await keyOf(root, paths, ['x'])).toBe(keys[3]);
  });

  it('does not depend on where the project lies', async () => {
    const roots = await Promise.all([aFolder(), aFolder()]);
    for (const root of roots) await writeFile(join(root, 'a.ts'), 'a');
    const [one, other] = await Promise.all(roots.map((root) => keyOf(root, ['a.ts'], null)));
    expect(one).toBe(other);
  });
});

describe('a build', () => {
  const counting = () => {
    let built = 0;
    const build = async (folder: string) => {
      built += 1;
      await writeFile(join(folder, 'index.js'), 'code');
    };
    return { build, times: () => built };
  };

  it('is made once for its key', async () => {
    const cache = join(await aFolder(), 'cache');
    const { build, times } = counting();
    for (const _ of [1, 2, 3]) {
      const out = await aFolder();
      await buildOnce(cache, 'key', out, build);
      expect(await readFile(join(out, 'index.js'), 'utf8')).toBe('code');
    }
    expect(times()).toBe(1);
    await buildOnce(cache, 'other', await aFolder(), build);
    expect(times()).toBe(2);
  });

  it('leaves nothing behind when it fails, and is made again', async () => {
    const cache = await aFolder();
    const failing = async (folder: string) => {
      await writeFile(join(folder, 'index.js'), 'half');
      throw new Error('It broke');
    };
    await expect(buildOnce(cache, 'key', await aFolder(), failing)).rejects.toThrow('It broke');
    expect(await readdir(cache)).toEqual([]);
    const { build, times } = counting();
    await buildOnce(cache, 'key', await aFolder(), build);
    expect(times()).toBe(1);
  });

  it('may be made by several at the same time', async () => {
    const cache = await aFolder();
    const { build } = counting();
    const outs = await Promise.all([aFolder(), aFolder(), aFolder()]);
    await Promise.all(outs.map((out) => buildOnce(cache, 'key', out, build)));
    for (const out of outs) expect(await readdir(out)).toEqual(['index.js']);
    expect(await readdir(cache)).toEqual(['key']);
  });

  it('is forgotten when many others were used since', async () => {
    const cache = await aFolder();
    const { build, times } = counting();
    for (let key = 0; key < 12; key += 1) await buildOnce(cache, `${key}`, await aFolder(), build);
    expect((await readdir(cache)).length).toBe(8);
    await buildOnce(cache, '11', await aFolder(), build);
    expect(times()).toBe(12);
  });
});
