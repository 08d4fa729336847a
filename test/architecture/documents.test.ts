import { describe, expect, it } from '@jest/globals';
import { actions } from '../../lambdas/actions/index.ts';
import { channelSetups } from '../../lambdas/channels/index.ts';
import { environmentVariables } from '../../lambdas/runtime/env/env.ts';
import { statusPages } from '../../lambdas/status-pages/index.ts';
import { trackers } from '../../lambdas/trackers/index.ts';
import { configNames } from '../../lib/config.ts';
import { gatewayResponses } from '../../lib/constructs/gateway-responses.ts';
import { readDocument, sourceFiles, tableKeys } from './source-files.ts';

describe('documents and code agree', () => {
  it('about error codes', () => {
    const sources = sourceFiles('lambdas', 'local/cloud').map(({ text }) => text);
    const codes = sources.flatMap((text) =>
      [
        ...text.matchAll(/^ {2}readonly code = '([\w.-]+)'|(?:errorResponse|refusal)\(\d+, '([\w.-]+)'/gm),
      ].map(([, ofClass, ofResponse]) => ofClass ?? ofResponse ?? ''),
    );
    expect(codes.length).toBeGreaterThan(10);
    const expected = new Set([...codes, ...gatewayResponses.map(({ code }) => code)]);
    expect(new Set(tableKeys(readDocument('docs/errors.md')))).toEqual(expected);
  });

  it('about environment variables and deployment values', () => {
    const ofChannels = [...channelSetups, ...trackers, ...statusPages].flatMap(({ env, secrets }) => [
      ...Object.entries(env).flatMap(([name, { setting }]) => [name, setting]),
      ...Object.keys(secrets),
    ]);
    const expected = new Set([...configNames, ...Object.keys(environmentVariables), ...ofChannels]);
    expect(new Set(tableKeys(readDocument('docs/configuration.md')))).toEqual(expected);
  });

  it('about which environment variables there are', () => {
    const known = new Set(Object.keys(environmentVariables));
    const standard = /^(AWS_|POWERTOOLS_|LAMBDA_|_HANDLER|NODE_)/;
    const used = sourceFiles('lambdas').flatMap(({ path, text }) =>
      [...text.matchAll(/(?:env|process\.env)\[?'?\.?(?:\['|, ')([A-Z][A-Z0-9_]+)'/g)].map(([, name]) => ({
        path,
        name: name ?? '',
      })),
    );
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter(({ name }) => !known.has(name) && !standard.test(name))).toEqual([]);
  });

  it('about actions', () => {
    const headings = [...readDocument('docs/actions.md').matchAll(/^## (.+)$/gm)].map(
      ([, heading]) => heading,
    );
    expect(headings).toEqual(expect.arrayContaining(actions.map(({ kind }) => kind)));
  });

  it('about the tests that show what holds the threats to approvals', () => {
    const rows = [...readDocument('docs/approvals.md').matchAll(/^\|.*\| `(test\/[\w./-]+)`: (.+) \|$/gm)];
    expect(rows.length).toBeGreaterThan(15);
    const missing = rows.filter(([, path = '', name = '']) => !readDocument(path).includes(`it('${name}'`));
    expect(missing.map(([row]) => row)).toEqual([]);
  });
});
