import * as z from 'zod/mini';

export const consoleViewRequest = z.object({
  /** Of a personal link; left out by whoever is signed in. */
  key: z.optional(z.string().check(z.minLength(1), z.maxLength(2000))),
  page: z.string().check(z.maxLength(500)),
});

export const consoleViewResponse = z.object({ html: z.string() });
