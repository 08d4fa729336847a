import * as z from 'zod/mini';
import { ConfigurationError } from '../../domain/errors.ts';
import { jsonOf } from '../../domain/records/text/json-of.ts';
import type { HttpResponse } from '../../ports/http-client.ts';
import type { Written } from '../aws/written.ts';

/** Servers name a refusal by one of these; their sentences may quote what was sent. */
const reasonSchema = z.object({ code: z.optional(z.string()), name: z.optional(z.string()) });

/** What came of a write: 409 says that somebody else is at it. */
export function writtenBy(response: HttpResponse): Written {
  if (response.status < 300) return 'written';
  return response.status === 409 ? 'conflict' : { refused: refusalOf(response) };
}

/** The document of an answer; null when there is no such thing. Throws ConfigurationError when it is refused, or no such document. */
export function documentOf<Schema extends z.ZodMiniType>(
  host: string,
  response: HttpResponse,
  schema: Schema,
): z.infer<Schema> | null {
  if (response.status === 404) return null;
  if (response.status >= 300) throw new ConfigurationError(`${host} refused: ${refusalOf(response)}`);
  const document = schema.safeParse(jsonOf(response.body));
  if (!document.success)
    throw new ConfigurationError(`${host} answered with something else than it publishes`);
  return document.data;
}

function refusalOf({ status, body }: HttpResponse): string {
  const { code, name } = reasonSchema.safeParse(jsonOf(body)).data ?? {};
  const reason = code ?? name ?? '';
  return `HTTP ${status}${/^[A-Za-z][\w-]{0,60}$/.test(reason) ? ` (${reason})` : ''}`;
}
