import * as z from 'zod/mini';

/** https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-type-reference-feature-flags.html */
const documentSchema = z.looseObject({
  flags: z.optional(z.record(z.string(), z.unknown())),
  values: z.record(z.string(), z.looseObject({ enabled: z.optional(z.boolean()) })),
});

export type FlagDocument = z.infer<typeof documentSchema>;

/** Null when the content is no feature-flag document. */
export function parseFlagDocument(content: string | null): FlagDocument | null {
  try {
    return documentSchema.safeParse(JSON.parse(content ?? '')).data ?? null;
  } catch {
    return null;
  }
}

/** `absent` also for a flag with variants, which has no one value to switch off. */
export function flagState(document: FlagDocument, flag: string): 'on' | 'off' | 'absent' {
  const enabled = Object.hasOwn(document.values, flag) ? document.values[flag]?.enabled : undefined;
  if (enabled === undefined) return 'absent';
  return enabled ? 'on' : 'off';
}

/** The same document with one flag on or off and everything else as it was. */
export function withFlagSwitched(document: FlagDocument, flag: string, to: 'on' | 'off'): FlagDocument {
  return {
    ...document,
    values: { ...document.values, [flag]: { ...document.values[flag], enabled: to === 'on' } },
  };
}

/** What a document says of one flag. */
export interface FlagEntry {
  readonly value: Readonly<Record<string, unknown>>;
  /** Left out when the document defines none. */
  readonly definition?: unknown;
}

/** Null when the flag is absent. */
export function flagEntry(document: FlagDocument, flag: string): FlagEntry | null {
  const value = Object.hasOwn(document.values, flag) ? document.values[flag] : undefined;
  if (value === undefined) return null;
  const definition = document.flags?.[flag];
  return definition === undefined ? { value } : { value, definition };
}

/** The same document with one flag as told and everything else as it was. */
export function withFlag(
  document: FlagDocument,
  flag: string,
  { value, definition }: FlagEntry,
): FlagDocument {
  return {
    ...document,
    ...(definition === undefined ? {} : { flags: { ...document.flags, [flag]: definition } }),
    values: { ...document.values, [flag]: { ...value } },
  };
}

/** Whether a document has the flag as told. */
export function hasFlag(document: FlagDocument, flag: string, { value }: FlagEntry): boolean {
  return canonical(flagEntry(document, flag)?.value ?? null) === canonical(value);
}

/** Whether two documents say the same; the times that AppConfig adds to what it stores do not count. */
export function sameFlags(a: FlagDocument, b: FlagDocument): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === '_createdAt' || key === '_updatedAt') return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
