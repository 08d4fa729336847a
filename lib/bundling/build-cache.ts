import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Builds that are kept: those of a few branches. */
const kept = 8;

/** A key of everything that these files and folders hold, and of what else decides the result. */
export async function keyOf(root: string, paths: readonly string[], options: unknown): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(options));
  for (const path of paths) {
    const isFolder = (await stat(join(root, path))).isDirectory();
    const below = isFolder ? await readdir(join(root, path), { recursive: true, withFileTypes: true }) : [];
    const files = isFolder
      ? below.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name))
      : [join(root, path)];
    for (const file of files.toSorted()) {
      const content = await readFile(file);
      hash.update(`${file.slice(root.length)} ${content.length}\n`).update(content);
    }
  }
  return hash.digest('hex');
}

/**
 * Puts into `outDir` what `build` makes in a folder of its own, and keeps that under its key, so that it is made once.
 * Builds at the same time do not disturb each other: a kept folder appears whole.
 */
export async function buildOnce(
  cacheDir: string,
  key: string,
  outDir: string,
  build: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = join(cacheDir, key);
  if (!(await touch(folder))) {
    await mkdir(cacheDir, { recursive: true });
    const made = await mkdtemp(join(cacheDir, 'new-'));
    try {
      await build(made);
      await rename(made, folder).catch(async (error: unknown) => {
        // Somebody else was faster, with the same result.
        if (!(await touch(folder))) throw error;
      });
    } finally {
      await rm(made, { recursive: true, force: true });
    }
    await forgetOldest(cacheDir);
  }
  await cp(folder, outDir, { recursive: true });
}

/** Whether it is there; then it counts as just used. */
async function touch(folder: string): Promise<boolean> {
  const now = new Date();
  return await utimes(folder, now, now).then(
    () => true,
    () => false,
  );
}

async function forgetOldest(cacheDir: string): Promise<void> {
  const folders = await Promise.all(
    (await readdir(cacheDir)).map(async (name) => ({
      name,
      usedAt: await stat(join(cacheDir, name)).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    })),
  );
  const old = folders.toSorted((one, other) => other.usedAt - one.usedAt).slice(kept);
  await Promise.all(old.map(({ name }) => rm(join(cacheDir, name), { recursive: true, force: true })));
}
