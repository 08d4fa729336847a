import type { Account } from '../../../local/world/account.ts';
import { answerOfAccount } from '../../../local/world/answer-of-account.ts';

interface RawCall {
  readonly service: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawAccount {
  call(request: RawCall): Promise<RawResponse>;
}

/** The account as its protocols have it, for tests of the account itself and of what no client of the SDK would send. */
export function rawAccount(account: Account, now: () => number): RawAccount {
  const answer = answerOfAccount(account, now);
  return {
    async call({ service, method, path, headers = {}, body = '' }) {
      const url = new URL(path, 'http://account');
      const request = { service, method, path: url.pathname, query: url.searchParams, headers };
      const response = await answer({ ...request, body: Buffer.from(body) });
      const text = Buffer.from(response.body ?? '').toString('utf8');
      return { status: response.status ?? 200, headers: response.headers ?? {}, body: text };
    },
  };
}
