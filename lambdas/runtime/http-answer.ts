import type { APIGatewayProxyResult } from 'aws-lambda';
import { lazyCrypto } from '../adapters/lazy-builtins.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
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

export function jsonAnswer(status: number, value: unknown): HttpAnswer {
  return {
    status,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

/** `details` are further fields beside code and message, such as `triesLeft`. */
export function errorAnswer(
  status: number,
  code: string,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): HttpAnswer {
  return jsonAnswer(status, { error: { code, message, ...details } });
}

/** A page whose inline scripts and styles are exactly those given; anything else in it does not run. */
export function htmlAnswer(
  status: number,
  html: string,
  inline: { readonly scripts?: readonly string[]; readonly styles?: readonly string[] } = {},
): HttpAnswer {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy(inline),
    },
    body: html,
  };
}

export function toProxyResult(answer: HttpAnswer): APIGatewayProxyResult {
  return {
    statusCode: answer.status,
    headers: { ...securityHeaders, ...answer.headers },
    body: answer.body,
  };
}

function contentSecurityPolicy(inline: {
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
}): string {
  return [
    "default-src 'none'",
    `script-src ${sources(inline.scripts)}`,
    `style-src ${sources(inline.styles)}`,
    `connect-src ${inline.scripts?.length ? "'self'" : "'none'"}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function sources(texts: readonly string[] = []): string {
  if (texts.length === 0) return "'none'";
  return texts
    .map((text) => `'sha256-${lazyCrypto().createHash('sha256').update(text, 'utf8').digest('base64')}'`)
    .join(' ');
}
