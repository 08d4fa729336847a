import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type * as z from 'zod/mini';
import { httpHandlers } from '../../lambdas/handlers/table/http-handlers.ts';
import { errorResponse } from '../../lambdas/http/contract/error.ts';
import { apiContract } from '../../lambdas/http/contract/index.ts';
import { contractShape, documentedFields } from '../http/contract/contract-shape.ts';
import { sourceFiles } from './source-files.ts';

const documented = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
const blocks = new Map(
  [...documented.matchAll(/^```text ([^\n]+ (?:query|request|response))\n(.*?)^```$/gms)].map(
    ([, name = '', text = '']) => [name, text],
  ),
);
const schemas: readonly (readonly [string, z.ZodMiniType])[] = [
  ...Object.entries(apiContract).flatMap(([route, contract]) =>
    Object.entries(contract).map(([side, schema]): [string, z.ZodMiniType] => [`${route} ${side}`, schema]),
  ),
  ['error response', errorResponse],
];
/** Answered as the path without a token. */
const named = schemas.filter(([name]) => !name.includes('/{token}'));
const routesThere = httpHandlers.flatMap(({ trigger }) =>
  trigger.kind === 'http' ? trigger.routes.map(({ method, path }) => `${method} ${path}`) : [],
);

describe('docs/api.md', () => {
  it('lists exactly the routes that there are', () => {
    const listed = [...documented.matchAll(/^\| `((?:GET|POST) [^`]+)` \|/gm)].map(([, route]) => route);
    expect(new Set(listed)).toEqual(new Set(routesThere));
  });

  it('has a contract for exactly the routes that answer neither a page nor somebody else’s protocol', () => {
    const others = [
      'GET /',
      'GET /incidents/{id}',
      'GET /numbers',
      'GET /services',
      'GET /incidents/{id}/postmortem',
      'GET /declare',
      'GET /approve',
      'GET /me',
      'GET /v1/sign-in',
      'GET /v1/sign-in/callback',
      'POST /mcp',
      'POST /mcp/write',
    ];
    expect([...Object.keys(apiContract), ...others].toSorted()).toEqual(routesThere.toSorted());
  });

  it('shows every query, request and response, and no other', () => {
    expect([...blocks.keys()].toSorted()).toEqual(named.map(([name]) => name).toSorted());
  });

  it.each(named)('names exactly the fields of %s', (name, schema) => {
    expect([...documentedFields(blocks.get(name) ?? '')].toSorted()).toEqual(
      [...contractShape(schema).fields].toSorted(),
    );
  });

  it('lists exactly the words that fields may hold', () => {
    const listOf = (words: Iterable<string>) => [...words].toSorted().join(', ');
    const table = documented.slice(documented.indexOf('\n## Words'));
    const listed = [...table.matchAll(/^\| .+ \| (`.+`) \|$/gm)].map(([, words = '']) =>
      listOf([...words.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)),
    );
    const there = schemas.flatMap(([, schema]) => [...contractShape(schema).words.values()].map(listOf));
    expect(new Set(listed)).toEqual(new Set(there));
  });

  it('describes every response, save those whose senders expect their own', () => {
    const raw = sourceFiles('lambdas').filter(({ text }) => text.includes('rawResponse('));
    expect(new Set(raw.map(({ path }) => path.split('/').at(-1)))).toEqual(
      new Set(['http-response.ts', 'alert-routes.ts', 'change-routes.ts', 'mcp-http.ts']),
    );
  });
});
