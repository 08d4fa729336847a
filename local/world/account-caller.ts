import type { AwsCaller } from '../../lambdas/ports/aws-caller.ts';
import type { Account } from './account.ts';

/** Calls the account in this process, without a server between. Rejects for a service that it does not have. */
export function createAccountCaller(account: Account, now: () => number): AwsCaller {
  return {
    async call({ service, method, path, headers = {}, body = '' }) {
      const url = new URL(path, 'http://account');
      const request = {
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: { ...headers },
        rawHeaders: [],
        body: Buffer.from(body),
      };
      const answer = await account.answer(service, request, now());
      if (answer === null) throw new Error(`The simulated account has no ${service}`);
      const given = Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]);
      return {
        status: answer.status,
        headers: Object.fromEntries(given),
        body: Buffer.from(answer.body ?? '').toString('utf8'),
      };
    },
  };
}
