import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { actions } from '../../../lambdas/actions/index.ts';
import { type Bundles, bundleHandlers } from '../../../lib/bundling/bundle-handlers.ts';
import { keepErrorNames } from '../../../lib/bundling/keep-error-names.ts';
import { listFunctions } from '../../../lib/functions/list-functions.ts';

const root = new URL('../../..', import.meta.url).pathname;

const aFolder = () => mkdtemp(join(tmpdir(), 'firebreak-bundles-'));
const ingestEndpoints = ['receive-alert', 'receive-change', 'receive-slack'];
/** These decide nothing by policy. */
const withoutPolicy = ['receive-alert', 'receive-change', 'choose-revert', 'plan-anew'];

/** The shipped policy, where people declare from Slack too, and an agent may write. */
async function withAllHandlers(): Promise<string> {
  const folder = await aFolder();
  await cp(join(root, 'policy'), folder, { recursive: true });
  const file = join(folder, 'people.yaml');
  const people = await readFile(file, 'utf8');
  const known = people.replace(/email: [^ ,}]+/, '$&, slack: U012AB3CD');
  await writeFile(
    file,
    `${known}\nslackCommand: { team: T012AB3CD }\nagents: [{ id: helper, name: Helper, may: [note] }]\n`,
  );
  return folder;
}

describe('bundles', () => {
  let outDir: string;
  let policyDir: string;
  let made: Bundles;
  beforeAll(async () => {
    outDir = await aFolder();
    policyDir = await withAllHandlers();
    made = await bundleHandlers({ outDir, policyDir });
  }, 120_000);

  it('are made for every function that the policy needs', async () => {
    const names = made.bundles.map(({ name }) => name);
    expect(names).toEqual(listFunctions(made.policy).map(({ name }) => name));
    expect((await readdir(outDir)).toSorted()).toEqual([...names, 'package.json'].toSorted());
  });

  it('of actions hold their one action and none of the others', async () => {
    const ofActions = made.bundles.filter(({ name }) => name.startsWith('action-'));
    expect(ofActions.length).toBeGreaterThan(1);
    for (const { name, directory } of ofActions) {
      const code = await readFile(join(directory, 'index.js'), 'utf8');
      const held = actions.filter(({ title }) => code.includes(title)).map(({ kind }) => `action-${kind}`);
      expect(held).toEqual([name]);
    }
  });

  it('carry the compiled policy, except those which decide nothing by it', async () => {
    for (const { name, directory } of made.bundles) {
      const files = (await readdir(directory)).toSorted();
      expect(files).toEqual(withoutPolicy.includes(name) ? ['index.js'] : ['index.js', 'policy.json']);
    }
    const [withPolicy] = made.bundles.filter(({ name }) => !withoutPolicy.includes(name));
    const written = await readFile(join(withPolicy?.directory ?? '', 'policy.json'), 'utf8');
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(made.policy)));
  });

  it('of the ingest endpoints hold nothing of the AWS SDK, whose start some senders would not wait for', () => {
    const withSdk = made.bundles.filter(({ packages }) =>
      packages.some((each) => /^@(aws-sdk|smithy)\//.test(each)),
    );
    const handlers = withSdk.map(({ name }) => name);
    expect(made.bundles.map(({ name }) => name)).toEqual(expect.arrayContaining(ingestEndpoints));
    expect(handlers.filter((name) => ingestEndpoints.includes(name))).toEqual([]);
    expect(handlers).toContain('correlate-alerts');
  });

  it('leave out how alerts are read where they are only taken in', async () => {
    const without: string[] = [];
    for (const { name, directory } of made.bundles) {
      const code = await readFile(join(directory, 'index.js'), 'utf8');
      if (code.includes('The ingest endpoint reads no alerts')) without.push(name);
    }
    expect(without).toEqual(['receive-alert']);
  });

  it('look whether channels reach people in one function only, though many have the channels', async () => {
    const looking: string[] = [];
    for (const { name, directory } of made.bundles) {
      const code = await readFile(join(directory, 'index.js'), 'utf8');
      if (/has opted out of text messages/.test(code) && /the Slack account of/.test(code))
        looking.push(name);
    }
    expect(looking).toEqual(['check-reachability']);
  });

  it('hold no provider of credentials: those of the environment are all there are', () => {
    const providers = made.bundles.flatMap(({ packages }) =>
      packages.filter((each) => /credential-provider|token-providers|nested-clients/.test(each)),
    );
    expect(providers).toEqual([]);
  });

  it('are small enough to start soon', () => {
    const most: Readonly<Record<string, number>> = {
      'receive-alert': 60_000,
      sweep: 740_000,
      // What reads for agents and what plans, in one: an agent waits for it, and nobody else.
      'record-proposals': 720_000,
    };
    const large = made.bundles.filter(({ name, bytes }) => bytes > (most[name] ?? 600_000));
    expect(large.map(({ name, bytes }) => [name, bytes])).toEqual([]);
  });

  it('have the same bytes when made again', async () => {
    const again = await bundleHandlers({ outDir: await aFolder(), policyDir, cacheDir: await aFolder() });
    for (const [index, { directory }] of made.bundles.entries()) {
      const [first, second] = await Promise.all(
        [directory, again.bundles[index]?.directory ?? ''].map((from) =>
          readFile(join(from, 'index.js'), 'utf8'),
        ),
      );
      expect(second).toBe(first);
    }
  });

  it('hold no path of the machine that made them', async () => {
    for (const { directory } of made.bundles) {
      expect(await readFile(join(directory, 'index.js'), 'utf8')).not.toContain(root);
    }
  });
});

describe('minified error classes', () => {
  it('keep their names, which the workflow matches on', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'firebreak-errors-'));
    await build({
      entryPoints: [join(root, 'lambdas/domain/errors.ts')],
      outfile: join(directory, 'errors.js'),
      bundle: true,
      minify: true,
      format: 'cjs',
      platform: 'node',
      plugins: [keepErrorNames],
    });
    const errors: Readonly<Record<string, unknown>> = createRequire(import.meta.url)(
      join(directory, 'errors.js'),
    );
    const names = Object.entries(errors).flatMap(([exported, type]) =>
      typeof type === 'function' ? [[exported, type.name]] : [],
    );
    expect(names.length).toBeGreaterThan(6);
    for (const [exported, name] of names) expect(name).toBe(exported);
    const { NotFoundError } = errors;
    if (typeof NotFoundError !== 'function') throw new Error('NotFoundError is gone');
    expect(Reflect.construct(NotFoundError, ['gone']).name).toBe('NotFoundError');
  });
});
