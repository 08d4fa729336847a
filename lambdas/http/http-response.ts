import type { APIGatewayProxyResult } from 'aws-lambda';
import type * as z from 'zod/mini';
import { lazyCrypto } from '../adapters/builtins/lazy-builtins.ts';
import type { Immutable } from '../domain/records/immutable.ts';
import { visibleText } from '../domain/records/text/visible-text.ts';
import { errorDetailNames } from './error-details.ts';

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Values of `Set-Cookie`. */
  readonly cookies?: readonly string[];
}

/** On every answer: nothing is cached, framed, sniffed, indexed or told to other sites. */
const securityHeaders = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': contentSecurityPolicy({}),
  'X-Content-Type-Options': 'nosniff',
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'X-Robots-Tag': 'noindex, nofollow',
};

/** What the schema names of the value, and nothing else; what is hidden in its texts is named, for pages and terminals show them. */
export function jsonResponse<Shape extends z.ZodMiniType>(
  status: number,
  schema: Shape,
  value: Immutable<z.input<Shape>>,
): HttpResponse {
  return rawResponse(status, toldValue(schema, value));
}

/** The same without a response around it. */
export function toldValue<Shape extends z.ZodMiniType>(
  schema: Shape,
  value: Immutable<z.input<Shape>>,
): z.output<Shape>;
export function toldValue(schema: z.ZodMiniType, value: unknown): unknown {
  return visibleTexts(schema.parse(value));
}

function visibleTexts(value: unknown): unknown {
  if (typeof value === 'string') return visibleText(value);
  if (Array.isArray(value)) return value.map(visibleTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, visibleTexts(member)]));
}

/** A body as it is, for senders that expect one of their own. */
export function rawResponse(status: number, body: unknown): HttpResponse {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  };
}

/** `details` are further fields beside code and message; only those of the contract are sent. */
export function errorResponse(
  status: number,
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): HttpResponse {
  const told = Object.fromEntries(errorDetailNames.map((name) => [name, details[name]]));
  return rawResponse(status, { error: { code, message, ...told } });
}

interface InlineTexts {
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  /** It has a form that asks for itself again, by its address. */
  readonly hasSearch?: boolean;
}

/** A page whose inline scripts and styles are exactly those given; anything else in it does not run. */
export function htmlResponse(status: number, html: string, inline: InlineTexts = {}): HttpResponse {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(inline),
    },
    body: html,
  };
}

export function toProxyResult(response: HttpResponse): APIGatewayProxyResult {
  return {
    statusCode: response.status,
    headers: { ...securityHeaders, ...response.headers },
    ...(response.cookies === undefined ? {} : { multiValueHeaders: { 'Set-Cookie': [...response.cookies] } }),
    body: response.body,
  };
}

function contentSecurityPolicy(inline: InlineTexts): string {
  return [
    "default-src 'none'",
    `script-src ${sources(inline.scripts)}`,
    `style-src ${sources(inline.styles)}`,
    `connect-src ${inline.scripts?.length ? "'self'" : "'none'"}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    `form-action ${inline.hasSearch === true ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

function sources(texts: readonly string[] = []): string {
  if (texts.length === 0) return "'none'";
  return texts
    .map((text) => `'sha256-${lazyCrypto().createHash('sha256').update(text, 'utf8').digest('base64')}'`)
    .join(' ');
}
