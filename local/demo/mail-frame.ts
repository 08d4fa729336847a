import { escapeHtml } from '../../lambdas/pages/html/html.ts';
import type { LocalResponse } from '../cloud/http/loopback-server.ts';
import type { KeptMail } from './mail-parts.ts';

/** A mail as a client shows it: no script, nothing from elsewhere, in an origin of its own. */
export function mailFrame({ body: { html, text = '' } }: KeptMail): LocalResponse {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox",
    },
    body: html ?? `<!doctype html><meta charset="utf-8"><pre>${escapeHtml(text)}</pre>`,
  };
}
