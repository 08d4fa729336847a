import * as z from 'zod/mini';

/** Of the person who calls: read on a laptop only, where nobody signs. */
export const by = z.optional(z.string().check(z.regex(/^[\w.+@-]{1,64}$/, 'must be the id of a person')));

/** Of a personal link; left out by whoever is signed in. */
export const linkKey = z.optional(z.string().check(z.minLength(1), z.maxLength(2000)));

/** From a page: of the holder of a personal link to an incident, or of whoever is signed in about the one that they name. */
export const onPage = {
  key: linkKey,
  incidentId: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
};
