import { ConfigurationError, UnauthenticatedError } from '../../domain/errors.ts';
import type { AlertSource, RawRequest } from '../../ports/plug-ins/alert-source.ts';
import type { Secrets } from '../../ports/secrets.ts';

export interface AuthenticationDeps {
  readonly secrets: Secrets;
  /** Name of the secret that holds `{"<source>": ["secret", "older secret"]}`. */
  readonly sourcesSecret: string;
  readonly fetchCertificate: (url: URL) => Promise<string>;
}

type Verifier = Pick<AlertSource, 'verify'>;

/** Who is said to send. */
export interface UnverifiedSender<Source extends Verifier> {
  /** Undefined when there is no source of that name. */
  readonly source: Source | undefined;
  /** Under which its secrets stand. */
  readonly secretName: string;
  /** What an unknown source is checked by, for nothing. */
  readonly decoy: Verifier;
}

/** Checked in place of a source that is unknown or has no secret, so that both take the same time. */
const decoySecret = 'no-sender-knows-this';

export interface AuthenticatedSender<Source> {
  readonly source: Source;
  /** What proved it would prove it again at any later time. */
  readonly replayable: boolean;
}

/**
 * Checks one request over its raw bytes and gives the source that it comes from. Throws UnauthenticatedError, the same
 * whatever was wrong, also when there is no such source.
 */
export async function authenticateSender<Source extends Verifier>(
  { secrets, sourcesSecret, fetchCertificate }: AuthenticationDeps,
  { source, secretName, decoy }: UnverifiedSender<Source>,
  request: RawRequest,
  now: Date,
): Promise<AuthenticatedSender<Source>> {
  const live = liveSecrets(await secrets.read(sourcesSecret), secretName);
  const known = source !== undefined && live.length > 0;
  const verification = await (source ?? decoy).verify(request, {
    secrets: known ? live : [decoySecret],
    now,
    fetchCertificate,
  });
  if (!known || !verification.ok) throw new UnauthenticatedError('The credentials were not accepted');
  return { source, replayable: verification.replayable === true };
}

/** Throws ConfigurationError when the secret does not have the expected shape or holds an empty secret. */
export function liveSecrets(secret: string, source: string): readonly string[] {
  const bySource = parseSecret(secret);
  const found = Object.hasOwn(bySource, source) ? bySource[source] : [];
  if (!Array.isArray(found) || found.some((value) => typeof value !== 'string' || value === '')) {
    throw new ConfigurationError(
      `The secrets of source ${source} must be a list of texts that are not empty`,
    );
  }
  return found;
}

let parsedLast: { readonly secret: string; readonly bySource: Readonly<Record<string, unknown>> } | null =
  null;

/** It changes at a rotation only: parsing it was a sixth of what a delivery takes. */
function parseSecret(secret: string): Readonly<Record<string, unknown>> {
  if (parsedLast?.secret !== secret) parsedLast = { secret, bySource: parseSecretAnew(secret) };
  return parsedLast.bySource;
}

function parseSecretAnew(secret: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(secret);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // The parser's message would quote the secret.
  }
  throw new ConfigurationError('The secret of the alert sources is not a JSON object');
}
