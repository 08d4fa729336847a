import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot, sourceFiles } from './source-files.ts';

/** File → one import that its rule must refuse. */
const trespasses: Readonly<Record<string, { readonly imports: string; readonly rule: string }>> = {
  'lambdas/domain/a.ts': { imports: '../ports/clock.ts', rule: 'domain-is-pure' },
  'lambdas/domain/b.ts': { imports: 'node:fs', rule: 'decisions-need-no-clock-or-network' },
  'lambdas/ports/a.ts': { imports: '../adapters/leaf.ts', rule: 'ports-are-interfaces' },
  'lambdas/use-cases/a.ts': { imports: '../adapters/leaf.ts', rule: 'use-cases-know-ports' },
  'lambdas/adapters/a.ts': { imports: '../runtime/env/env.ts', rule: 'adapters-implement-ports' },
  'lambdas/pages/a.ts': { imports: '../adapters/leaf.ts', rule: 'pages-render-data' },
  'lambdas/runtime/a.ts': { imports: '../handlers/handler.ts', rule: 'runtime-wires' },
  'lambdas/runtime/b.ts': { imports: '../../local/cloud.ts', rule: 'local-is-a-leaf' },
  'lambdas/handlers/a.ts': { imports: './index.ts', rule: 'nothing-in-functions-knows-the-table' },
  'lambdas/handlers/b.ts': { imports: './handler.ts', rule: 'handlers-are-entries' },
  'lib/c.ts': { imports: '../lambdas/handlers/handler.ts', rule: 'nothing-imports-handlers' },
  'lambdas/domain/records/a.ts': { imports: '../errors.ts', rule: 'records-stand-alone' },
  'lambdas/sources/a.ts': { imports: '../evidence/leaf.ts', rule: 'plug-ins-stand-alone' },
  'lambdas/actions/a.ts': { imports: '../sources/leaf.ts', rule: 'plug-ins-know-resources' },
  'lambdas/http/a.ts': { imports: '../adapters/leaf.ts', rule: 'http-speaks-for-handlers' },
  'lambdas/sources/c.ts': { imports: 'fast-check', rule: 'no-dev-dependencies-in-functions' },
  'lib/a.ts': { imports: '../lambdas/use-cases/leaf.ts', rule: 'lib-reads-plain-data' },
  'lib/functions/a.ts': { imports: 'aws-cdk-lib', rule: 'functions-are-plain-data' },
  'lib/b.ts': { imports: './nowhere.ts', rule: 'everything-resolves' },
};

const bystanders = [
  'lambdas/ports/clock.ts',
  'lambdas/adapters/leaf.ts',
  'lambdas/domain/errors.ts',
  'lambdas/evidence/leaf.ts',
  'lambdas/sources/leaf.ts',
  'lambdas/runtime/env/env.ts',
  'lambdas/handlers/handler.ts',
  'lambdas/handlers/index.ts',
  'lambdas/use-cases/leaf.ts',
  'local/cloud.ts',
  'local/rooms/a/four.ts',
  'local/rooms/b/two.ts',
];

describe('boundaries', () => {
  let found: string;
  beforeAll(() => {
    const directory = mkdtempSync(join(tmpdir(), 'firebreak-boundaries-'));
    const write = (file: string, text: string) => {
      mkdirSync(join(directory, dirname(file)), { recursive: true });
      writeFileSync(join(directory, file), text);
    };
    for (const [file, { imports }] of Object.entries(trespasses)) {
      // A type is a dependency too.
      write(
        file,
        imports.endsWith('.ts')
          ? `import type { X } from '${imports}';\nexport type Y = X;\n`
          : `import '${imports}';\n`,
      );
    }
    for (const file of bystanders) write(file, 'export type X = 1;\n');
    write('local/rooms/a/one.ts', `import type { X } from '../b/two.ts';\nexport type Y = X;\n`);
    write('local/rooms/b/three.ts', `import type { X } from '../a/four.ts';\nexport type Y = X;\n`);
    symlinkSync(join(projectRoot, 'node_modules'), join(directory, 'node_modules'), 'dir');
    for (const file of ['package.json', '.dependency-cruiser.cjs'])
      symlinkSync(join(projectRoot, file), join(directory, file));
    const { stdout } = spawnSync(
      process.execPath,
      [
        join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        'lambdas',
        'lib',
        'local',
      ],
      { cwd: directory, encoding: 'utf8' },
    );
    found = stdout;
  }, 60_000);

  it.each(Object.entries(trespasses).map(([file, { imports, rule }]) => ({ file, imports, rule })))(
    'refuse $imports in $file',
    ({ file, rule }) => {
      expect(found).toContain(`${rule}: ${file} → `);
    },
  );

  it('refuse a cycle of folders that no file is in', () => {
    expect(found).toMatch(/no-folder-cycles: local\/rooms\/a → /);
  });

  it('let no handler take the whole of zod', () => {
    const whole = sourceFiles('lambdas').filter(({ text }) =>
      /import \{[^}]*\bz\b[^}]*\} from 'zod'/.test(text),
    );
    expect(whole.map(({ path }) => path)).toEqual([]);
  });
});
