import { afterEach, describe, expect, it } from '@jest/globals';
import { createLambdaChangesReader } from '../../../lambdas/evidence/changes/lambda-changes-reader.ts';
import type { AwsResponse } from '../../../lambdas/ports/aws-caller.ts';
import { aService } from '../../support/builders/builders.ts';
import { type RestServer, startRestServer } from '../../support/servers/rest-server.ts';
import type { RestRequest } from '../../support/servers/simulated-account.ts';

let server: RestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const version = (number: string, sha: string) => ({
  Version: number,
  LastModified: '2026-11-23T02:00:40.000+0000',
  CodeSha256: sha,
  CodeSize: 1234,
});

/** One version a page. */
const account =
  (previousSha: string) =>
  ({ path }: RestRequest): AwsResponse => {
    const json = (body: unknown) => ({ status: 200, headers: {}, body: JSON.stringify(body) });
    if (path.includes('/aliases/')) return json({ FunctionVersion: '57', RevisionId: 'r' });
    return path.includes('Marker=')
      ? json({ Versions: [version('57', 'new')] })
      : json({ Versions: [version('$LATEST', 'new'), version('56', previousSha)], NextMarker: 'more' });
  };

async function read(answer: (request: RestRequest) => AwsResponse) {
  server = await startRestServer(answer);
  return createLambdaChangesReader(server.aws).read({
    service: aService(),
    startedAt: new Date('2026-11-23T02:02:00.000Z'),
    now: new Date('2026-11-23T02:05:00.000Z'),
  });
}

describe('changes out of Lambda', () => {
  it('are the live version, with the page of the console where it is', async () => {
    expect(await read(account('old'))).toMatchObject([
      {
        summary: 'checkout v57 (alias `live`)',
        link: 'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/checkout/versions/57',
        size: null,
        trackRecord: null,
      },
    ]);
  });

  it('say when the code is that of the version before', async () => {
    const [change] = await read(account('new'));
    expect(change?.summary).toBe(
      'checkout v57 (alias `live`), with the code of version 56: only its configuration differs',
    );
  });

  it('are none where there is no such alias', async () => {
    expect(await read(() => ({ status: 404, headers: {}, body: '{}' }))).toEqual([]);
  });
});
