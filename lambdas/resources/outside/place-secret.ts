import { ConfigurationError } from '../../domain/errors.ts';

/** Whose secret it is, in words, and where its setup is described. */
interface SecretOf {
  readonly placeId: string;
  /** Such as `the tracker github`. */
  readonly what: string;
  readonly page: string;
}

/** A secret that holds one value, or an object with one for each place, by its id in people.yaml. Its value is in no message. */
export function placeSecret(value: string, { placeId, what, page }: SecretOf): string {
  const trimmed = value.trim();
  const found = trimmed.startsWith('{') ? entryOf(trimmed, placeId) : trimmed;
  // Printable and without spaces: anything else would be no header.
  if (typeof found === 'string' && /^[\x21-\x7e]+$/.test(found)) return found;
  throw new ConfigurationError(`The secret of ${what} holds nothing for ${placeId}: ${page}`);
}

function entryOf(text: string, placeId: string): unknown {
  try {
    const entries: Readonly<Record<string, unknown>> = JSON.parse(text);
    return Object.entries(entries).find(([id]) => id === placeId)?.[1];
  } catch {
    return undefined;
  }
}
