import type { Account } from './account.ts';
import type { AnswerRequest } from './in-process-aws.ts';

/** What the account answers to clients in this process, without a server between. Rejects for a service that it does not have. */
export function answerOfAccount(account: Account, now: () => number): AnswerRequest {
  return async ({ service, method, path, query, headers, body }) => {
    const local = { method, path, query, headers: { ...headers }, rawHeaders: [], body: Buffer.from(body) };
    const answer = await account.answer(service, local, now());
    if (answer === null) throw new Error(`The simulated account has no ${service}`);
    const { status, headers: given = {}, body: content = '' } = answer;
    const joined = Object.entries(given).map(([name, value]) => [name, String(value)]);
    return { status, headers: Object.fromEntries(joined), body: content };
  };
}
