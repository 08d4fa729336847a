/** A secret that a test follows through everything that it must not get into. */
export interface Canary {
  readonly name: string;
  readonly value: string;
  /** Id of the only person who may see it; null: nobody. */
  readonly owner: string | null;
}

/** Something that came out of the system, and where. */
export interface Surface {
  readonly name: string;
  readonly text: string;
  /** Id of the only one who gets it; null where others read it. */
  readonly reader: string | null;
}

const shortestHalf = 12;

/** Every secret that shows somewhere, in whatever form: `nonce in log line 3 (base64)`. A surface may hold what belongs to its reader. */
export function leaksOf(canaries: readonly Canary[], surfaces: readonly Surface[]): readonly string[] {
  return canaries.flatMap(({ name, value, owner }) =>
    surfaces
      .filter(({ reader }) => reader === null || reader !== owner)
      .flatMap((surface) =>
        formsOf(value)
          .filter(({ pattern }) => pattern.test(surface.text))
          .map(({ form }) => `${name} in ${surface.name} (${form})`),
      ),
  );
}

interface Form {
  readonly form: string;
  readonly pattern: RegExp;
}

function formsOf(value: string): readonly Form[] {
  // Six digits may be a part of anything: a code shows only where it stands for itself.
  if (/^\d{1,8}$/.test(value)) {
    return [{ form: 'raw', pattern: new RegExp(`(?<![\\w.:-])${value}(?![\\w.:-])`) }];
  }
  const half = Math.floor(value.length / 2);
  const texts: Record<string, string> = {
    raw: value,
    'URL-encoded': encodeURIComponent(value),
    'JSON-escaped': JSON.stringify(value).slice(1, -1),
    'twice JSON-escaped': JSON.stringify(JSON.stringify(value)).slice(3, -3),
    hex: Buffer.from(value).toString('hex'),
    ...Object.fromEntries([0, 1, 2].map((shift) => [`base64, shifted by ${shift}`, base64Of(value, shift)])),
    ...(half < shortestHalf ? {} : { 'first half': value.slice(0, half), 'second half': value.slice(half) }),
  };
  return Object.entries(texts).map(([form, text]) => ({ form, pattern: new RegExp(escaped(text)) }));
}

/** What base64 makes of it wherever it stands in a longer text, in both alphabets. */
function base64Of(value: string, shift: number): string {
  const whole = Buffer.from(`${' '.repeat(shift)}${value}`).toString('base64');
  return whole.slice(shift === 0 ? 0 : 4, Math.floor((value.length + shift) / 3) * 4);
}

function escaped(text: string): string {
  return text
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\\\+|-/g, '[+-]')
    .replace(/\/|_/g, '[/_]');
}
