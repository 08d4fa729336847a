import { ConfigurationError } from '../../domain/errors.ts';

/** A secret that holds one value, or an object with one for each place, by its `to`. Its value is in no message. */
export function secretEntry(value: string, to: string | null, channel: string): string {
  const trimmed = value.trim();
  const found = trimmed.startsWith('{') ? entriesOf(trimmed, channel)[to ?? 'default'] : trimmed;
  if (typeof found === 'string' && found !== '') return found;
  const which = to === null ? '' : ` has no entry "${to}", or it`;
  throw new ConfigurationError(`The secret of the channel ${channel}${which} is empty: docs/channels.md`);
}

function entriesOf(text: string, channel: string): Readonly<Record<string, unknown>> {
  try {
    const entries: Readonly<Record<string, unknown>> = JSON.parse(text);
    return Object.fromEntries(Object.entries(entries));
  } catch {
    throw new ConfigurationError(
      `The secret of the channel ${channel} begins like JSON and is none: docs/channels.md`,
    );
  }
}

/** What `to` looks like where it names an entry of the secret. */
export const entryOfSecret = {
  pattern: /^[a-z0-9][a-z0-9-]{0,62}$/,
  expected: 'the name of an entry of its secret',
  isRequired: false,
} as const;
