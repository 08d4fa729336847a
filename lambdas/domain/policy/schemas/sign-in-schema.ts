import * as z from 'zod';

/** Asymmetric ones only: with a shared secret, whoever reads it could sign for anybody. */
const signatureAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

/** `https://` and a name, or a port of this computer, which only a laptop can use. */
const issuerField = z
  .string()
  .regex(
    /^(https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|http:\/\/127\.0\.0\.1:\d{2,5})(\/[\w.~%-]+)*\/?$/i,
    'must be an address such as https://login.example.com, without port, query and fragment',
  );

const nameField = z.string().regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible characters');

/** How people prove who they are: an issuer of OpenID Connect (docs/sign-in.md). */
export const signInSchema = z.strictObject({
  issuer: issuerField.describe('As its discovery document writes it, to the last slash.'),
  clientId: nameField.describe('What the issuer calls Firebreak.'),
  scopes: z.array(nameField).max(10).default(['openid']).describe('`openid` is always asked for.'),
  algorithms: z
    .array(
      z.enum(signatureAlgorithms, {
        error: 'must be an algorithm with a public key, such as RS256 or ES256: none and HS256 prove nothing',
      }),
    )
    .min(1)
    .default(['RS256', 'ES256'])
    .describe('What ID tokens may be signed with.'),
  acrValues: z
    .array(nameField)
    .min(1)
    .max(5)
    .optional()
    .describe('For steps that cannot be undone one of these is asked for, and must be in the ID token.'),
  maxAgeSeconds: z
    .number()
    .int()
    .min(30)
    .max(3600)
    .default(300)
    .describe(
      'For steps that cannot be undone, people must have proved who they are no longer ago than this.',
    ),
  approvalMinutes: z
    .number()
    .int()
    .min(1)
    .max(60)
    .default(15)
    .describe('How long a sign-in counts for the other steps that ask for one.'),
  consoleHours: z
    .number()
    .int()
    .min(1)
    .max(24)
    .default(8)
    .describe('How long it opens pages and gives commands.'),
});
