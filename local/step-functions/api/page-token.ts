import { ApiError } from './api-error.ts';

/** A `nextToken` that carries a position and what it is a position in. */
export function makePageToken(subject: string, position: number): string {
  return Buffer.from(JSON.stringify([subject, position])).toString('base64url');
}

/** The position in a token; undefined without token. Throws InvalidToken for one made for something else. */
export function readPageToken(subject: string, token: string | undefined): number | undefined {
  if (token === undefined) return undefined;
  try {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (Array.isArray(content) && content[0] === subject && typeof content[1] === 'number') return content[1];
  } catch {
    // Falls through: not a token at all.
  }
  throw new ApiError('InvalidToken', "Invalid Token: 'Invalid token'");
}
