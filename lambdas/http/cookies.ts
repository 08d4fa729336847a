import type { HttpRequest } from './http-request.ts';

/**
 * What a browser keeps, by a name that begins with `__Host-`: only over TLS or from this computer, for this host alone, whatever path or
 * stage is asked for. https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3.2
 */
export interface Cookie {
  readonly name: `__Host-${string}`;
  readonly value: string;
  readonly seconds: number;
  /** `Lax`: also with the way back from another site. */
  readonly sameSite: 'Strict' | 'Lax';
}

export function setCookie({ name, value, seconds, sameSite }: Cookie): string {
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}; Max-Age=${seconds}`;
}

export function clearCookie(name: Cookie['name']): string {
  return setCookie({ name, value: '', seconds: 0, sameSite: 'Strict' });
}

/** Null when it is missing, empty or there twice. */
export function cookieOf({ headers }: Pick<HttpRequest, 'headers'>, name: Cookie['name']): string | null {
  const pairs = (headers['cookie'] ?? []).flatMap((line) => line.split(';')).map((pair) => pair.trim());
  const [found, ...others] = pairs.filter((pair) => pair.startsWith(`${name}=`));
  return others.length > 0 ? null : found?.slice(name.length + 1) || null;
}
