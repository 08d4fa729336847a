import { ConfigurationError } from '../domain/errors.ts';

/** A secret that holds one value, or an object with one for each place, by its id in people.yaml. Its value is in no message. */
export function trackerSecret(value: string, placeId: string, tracker: string): string {
  const trimmed = value.trim();
  const found = trimmed.startsWith('{') ? entryOf(trimmed, placeId) : trimmed;
  // Printable and without spaces: anything else would be no header.
  if (typeof found === 'string' && /^[\x21-\x7e]+$/.test(found)) return found;
  throw new ConfigurationError(
    `The secret of the tracker ${tracker} holds nothing for ${placeId}: docs/follow-ups.md#${tracker}`,
  );
}

function entryOf(text: string, placeId: string): unknown {
  try {
    const entries: Readonly<Record<string, unknown>> = JSON.parse(text);
    return Object.entries(entries).find(([id]) => id === placeId)?.[1];
  } catch {
    return undefined;
  }
}
