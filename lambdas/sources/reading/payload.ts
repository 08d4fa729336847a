import { isObject, parseJson } from './json.ts';

/** What a sender wrote: a JSON value, form fields as an object, or else the text as it is. */
export type Payload =
  | { readonly kind: 'json' | 'form'; readonly value: unknown }
  | { readonly kind: 'text'; readonly value: string };

export function payloadOf(text: string): Payload {
  const value = parseJson(text);
  if (value !== undefined) return { kind: 'json', value };
  return isForm(text) ? { kind: 'form', value: formFields(text) } : { kind: 'text', value: text };
}

/** Told by the text, as not every sender names its type: `name=value&…` without any white space. */
function isForm(text: string): boolean {
  return !/\s/.test(text.trim()) && /^[^&={}[\]"<>]+=/.test(text);
}

/** A field that is sent several times is a list; one that holds a JSON object or list is that. */
function formFields(text: string): Readonly<Record<string, unknown>> {
  const fields = new URLSearchParams(text.trim());
  return Object.fromEntries(
    [...new Set(fields.keys())].map((name) => {
      const values = fields.getAll(name).map(fieldValue);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

function fieldValue(text: string): unknown {
  const value = /^\s*[{[]/.test(text) ? parseJson(text) : undefined;
  return isObject(value) || Array.isArray(value) ? value : text;
}
