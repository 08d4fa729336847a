import * as z from 'zod/mini';

/** A non-empty text that fits into a path: no control characters, 256 at most. */
export const nameParam = z.string().check(z.regex(/^[^\p{C}\s/]{1,256}$/u, 'must be a name'));
