import { visibleText } from '../../domain/records/text/visible-text.ts';

const longest = 2000;

/** Marks what quotes the outside world: alerts, logs, changes, people. Its texts are made inert, so that none leaves its field. */
export function untrusted(source: string, value: object): Readonly<Record<string, unknown>> {
  return { untrusted: true, source: inertText(source), ...inertMembers(value) };
}

/** A single text, marked alike. */
export function quoted(source: string, text: string): Readonly<Record<string, unknown>> {
  return untrusted(source, { text });
}

function inert(value: unknown): unknown {
  if (typeof value === 'string') return inertText(value);
  if (Array.isArray(value)) return value.map(inert);
  return typeof value === 'object' && value !== null ? inertMembers(value) : value;
}

function inertMembers(value: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [inertText(name), inert(member)]),
  );
}

/** One line; no control or hidden characters, no markup, no fence, no link that could be followed; bounded. */
export function inertText(text: string): string {
  const line = visibleText(text.replaceAll(/[\s\p{Cc}]+/gu, ' ')).trim();
  const flat = line
    .replaceAll(/\b(ht)(tps?:\/\/)/gi, 'hx$2')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('`', "'");
  return flat.length <= longest ? flat : `${flat.slice(0, longest)}… (cut)`;
}
