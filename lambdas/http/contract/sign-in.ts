import * as z from 'zod/mini';

/** Null for a browser that is not signed in. */
export const whoAmIResponse = z.object({
  you: z.nullable(
    z.object({
      person: z.object({ id: z.string(), name: z.string() }),
      issuer: z.string(),
      signedInAt: z.string(),
      expiresAt: z.string(),
      isApprover: z.boolean(),
    }),
  ),
  now: z.string(),
});

export const signOutResponse = z.object({ signedOut: z.boolean() });
