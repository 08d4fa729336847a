// oxlint-disable promise/valid-params -- z.catch is no promise's
import * as z from 'zod/mini';
import { ConfigurationError, DependencyUnavailableError } from '../../domain/errors.ts';
import { jsonOf } from '../../domain/records/text/json-of.ts';
import { plainLine } from '../../domain/records/text/plain-line.ts';
import type { HttpResponse } from '../../ports/http-client.ts';

/** What a server answered, in its published shape. What is another shape may have been done all the same. */
export function answerOf<T>(schema: z.ZodMiniType<T>, { body }: HttpResponse, host: string): T {
  const parsed = schema.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  throw new DependencyUnavailableError(`${host} answered what cannot be read`);
}

/** The setup is at fault. What the server says of it is quoted, made harmless. */
export function refusal(what: string, { status, body }: HttpResponse, next: string): ConfigurationError {
  const said = messagesOf(jsonOf(body)).map((message) => plainLine(message, 200));
  const quoted = said.length === 0 ? '' : `: ${said.slice(0, 3).join('; ')}`;
  return new ConfigurationError(`${what}: HTTP ${status}${quoted}. ${next}`);
}

/** GitHub's `message`, Jira's `errorMessages` and `errors`, Statuspage's `error` in one or more sentences, Instatus's `error.message`. */
const faultSchema = z.object({
  message: z.catch(z.optional(z.string()), undefined),
  errorMessages: z.catch(z.optional(z.array(z.string())), undefined),
  errors: z.catch(z.optional(z.record(z.string(), z.string())), undefined),
  error: z.catch(
    z.optional(z.union([z.string(), z.array(z.string()), z.object({ message: z.string() })])),
    undefined,
  ),
});

function messagesOf(value: unknown): readonly string[] {
  const { data } = faultSchema.safeParse(value);
  if (data === undefined) return [];
  const { message, errorMessages = [], errors = {}, error = [] } = data;
  const ofFields = Object.entries(errors).map(([field, text]) => `${field}: ${text}`);
  const ofError = typeof error === 'string' ? [error] : 'message' in error ? [error.message] : error;
  return [...(message === undefined ? [] : [message]), ...errorMessages, ...ofFields, ...ofError];
}
