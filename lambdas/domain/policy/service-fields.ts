import * as z from 'zod';
import { unbalancedAt } from './unbalanced-at.ts';

export const nameField = z.string().trim().min(1).max(256);

/** A name where people like to paste the ARN that the console shows beside it. */
export const plainNameField = nameField.refine((name) => !name.startsWith('arn:'), {
  error: (issue) => `must be the name, not the ARN: write ${nameInArn(String(issue.input))}`,
});

/** What comes last in an ARN, such as `checkout` in `arn:aws:lambda:eu-west-1:111122223333:function:checkout`. */
export function nameInArn(arn: string): string {
  const [, , service, , , ...rest] = arn.replace(/:\*$/, '').split(':');
  const name = rest.at(-1) ?? '';
  return service === 'logs' || name === '' ? name : name.slice(name.lastIndexOf('/') + 1);
}

export const urlField = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .refine((url) => !hasCredentials(url), {
    error: 'must not hold a user or password: name a secret in tokenSecret',
  });
const textOfQuery = z.string().trim().min(1).max(4096);

/** A query in which everything that is opened is closed. An issue's `params.offset` is the character that has no partner. */
export const queryField = textOfQuery.superRefine((query, context) => checkBalance(query, context));
/** The same of Logs Insights, which has regular expressions between slashes. */
export const filterField = textOfQuery.superRefine((filter, context) =>
  checkBalance(
    filter.replaceAll(/\/(?:\\.|[^/\\\n])+\//g, (found) => ' '.repeat(found.length)),
    context,
  ),
);

export function checkBalance(query: string, context: z.RefinementCtx): void {
  const found = unbalancedAt(query);
  if (found === null) return;
  context.addIssue({ code: 'custom', message: found.problem, params: { offset: found.offset } });
}

/** Name of the secret in Secrets Manager that holds a bearer token, for a server that asks for one. */
export const tokenSecretField = nameField
  .optional()
  .describe('Secret that holds the bearer token for this server.');
/** A base URL to which paths are added. */
const baseUrlField = urlField.refine((url) => !/[?#]/.test(url), {
  error: 'must not have a query or fragment: paths are added to it',
});

export const prometheusUrlField = baseUrlField.refine((url) => !/\/api\/v1(\/|$)/.test(url), {
  error: 'must be the base URL, without /api/v1 and what follows it',
});
export const lokiUrlField = baseUrlField.refine((url) => !/\/api\/v1(\/|$)/.test(url), {
  error: 'must be the base URL, without /loki/api/v1 and what follows it',
});

/** A token in the clear would be anybody's on the way. */
export const tokenNeedsTls = {
  path: ['url'],
  error: 'must begin with https:// where a tokenSecret is sent',
};

function hasCredentials(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.username !== '' || parsed.password !== '');
}

export function keepsToken({
  url,
  tokenSecret,
}: {
  readonly url: string;
  readonly tokenSecret?: string | undefined;
}) {
  return tokenSecret === undefined || /^(https:|http:\/\/(127\.0\.0\.1|localhost)[:/])/i.test(`${url}/`);
}

export function countDefined(...values: readonly unknown[]): number {
  return values.filter((value) => value !== undefined).length;
}
