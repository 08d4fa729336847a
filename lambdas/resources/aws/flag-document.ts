import * as z from 'zod/mini';

/** https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-type-reference-feature-flags.html */
const documentSchema = z.looseObject({
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

/** The same document with one flag off and everything else as it was. */
export function withFlagOff(document: FlagDocument, flag: string): FlagDocument {
  return {
    ...document,
    values: { ...document.values, [flag]: { ...document.values[flag], enabled: false } },
  };
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
