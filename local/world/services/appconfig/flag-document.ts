export interface FlagValue {
  readonly enabled: boolean;
  /** Attributes of the flag. */
  readonly [attribute: string]: unknown;
}

export type FlagValues = Readonly<Record<string, FlagValue>>;

/** https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-type-reference-feature-flags.html */
export function flagDocument(values: FlagValues): string {
  const flags = Object.fromEntries(Object.keys(values).map((name) => [name, { name }]));
  return JSON.stringify({ version: '1', flags, values });
}

/** Empty for content that holds no flags. */
export function flagValues(content: string | undefined): FlagValues {
  try {
    const { values }: { values?: FlagValues } = JSON.parse(content ?? '{}');
    return values ?? {};
  } catch {
    return {};
  }
}
