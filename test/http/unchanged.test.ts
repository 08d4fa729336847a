import { describe, expect, it } from '@jest/globals';
import { htmlResponse, rawResponse } from '../../lambdas/http/http-response.ts';
import { httpTask } from '../../lambdas/http/http-task.ts';
import { unlessKnown } from '../../lambdas/http/unchanged.ts';
import { anHttpEvent, anInvocation } from '../support/builders/invocation.ts';

function bench() {
  let text = 'one';
  const routes = {
    'GET /page': () => htmlResponse(200, text),
    'GET /missing': () => htmlResponse(404, text),
    'GET /v1/data': () => rawResponse(200, text),
  };
  const task = httpTask(routes, unlessKnown);
  const ask = (path: string, tag?: string) =>
    task.run(
      () => null,
      anHttpEvent('GET', path, tag === undefined ? {} : { headers: { 'If-None-Match': tag } }),
      anInvocation(),
    );
  return { ask, change: () => (text = 'two') };
}

describe('a page that its reader has already', () => {
  it('is not sent again, and is once it changed', async () => {
    const { ask, change } = bench();
    const first = await ask('/page');
    const tag = String(first.headers?.['ETag']);
    expect(first).toMatchObject({ statusCode: 200, body: 'one' });
    const again = await ask('/page', tag);
    expect(again).toMatchObject({ statusCode: 304, body: '', headers: { ETag: tag } });
    expect(again.headers?.['Cache-Control']).toBe('no-store');
    expect(await ask('/page', `"other", W/${tag}`)).toMatchObject({ statusCode: 304 });
    change();
    expect(await ask('/page', tag)).toMatchObject({ statusCode: 200, body: 'two' });
  });

  it('is told from data and from what is not there, which are always sent', async () => {
    const { ask } = bench();
    const tag = String((await ask('/page')).headers?.['ETag']);
    expect(await ask('/missing', tag)).toMatchObject({ statusCode: 404, body: 'one' });
    expect(await ask('/v1/data', tag)).toMatchObject({ statusCode: 200 });
  });
});
