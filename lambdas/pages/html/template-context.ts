/** Where a value stands in a template: between tags, in a quoted attribute, or in one that holds a URL. */
export type HoleContext = 'text' | 'attribute' | 'url';

const urlAttributes = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'poster',
  'data',
  'srcset',
  'xlink:href',
]);
const forbiddenAttribute = /^(?:on.*|style|srcdoc)$/i;
/** Elements whose content is text in which references to characters count: what is escaped is safe there. */
const textElements = ['title', 'textarea'];
/** Elements whose content is not read as HTML text. */
const rawElement = /^<(?:script|style|template|iframe|noscript|textarea|title)\b/i;
const known = new WeakMap<TemplateStringsArray, readonly HoleContext[]>();

/** The context of every hole of a template, or a TypeError when a value cannot be made safe there. */
export function holeContexts(parts: TemplateStringsArray): readonly HoleContext[] {
  const cached = known.get(parts);
  if (cached !== undefined) {
    return cached;
  }
  const contexts: HoleContext[] = [];
  let before = '';
  for (const part of parts.slice(0, -1)) {
    before += part;
    const context = contextAfter(before);
    if (context === 'url' && !(/=["']$/.test(part) && /^["']/.test(parts[contexts.length + 1] ?? ''))) {
      throw new TypeError('A URL is put into its attribute as one value: only a whole URL can be judged');
    }
    contexts.push(context);
    before += '\uE000';
  }
  known.set(parts, contexts);
  return contexts;
}

function contextAfter(before: string): HoleContext {
  const tag = openTag(before);
  if (tag === null) {
    return 'text';
  }
  const attribute = /\s([\w:-]+)=(?:"[^"]*|'[^']*)$/.exec(tag)?.[1];
  if (attribute === undefined || !insideQuotes(tag)) {
    throw new TypeError(`A value may stand in text or in a quoted attribute only: ${tag}`);
  }
  if (forbiddenAttribute.test(attribute)) {
    throw new TypeError(`A value must not stand in the attribute ${attribute}`);
  }
  return urlAttributes.has(attribute.toLowerCase()) ? 'url' : 'attribute';
}

/** The tag that is still open at the end, or null between tags. Refuses comments and raw elements. */
function openTag(before: string): string | null {
  let rest = before;
  for (;;) {
    const start = rest.search(/<(?:[!/a-z\uE000]|$)/i);
    if (start === -1) {
      return null;
    }
    const tag = rest.slice(start);
    if (tag.startsWith('<!--')) {
      throw new TypeError('A template with values has no comments');
    }
    const complete = /^<(?:[^"'>]|"[^"]*"|'[^']*')*>/.exec(tag)?.[0];
    if (complete === undefined) {
      return tag;
    }
    if (rawElement.test(complete)) {
      rest = afterRawElement(tag, complete);
    } else {
      rest = tag.slice(complete.length);
    }
  }
}

function afterRawElement(text: string, opening: string): string {
  const name = /^<(\w+)/.exec(opening)?.[1] ?? '';
  const end = text.toLowerCase().indexOf(`</${name.toLowerCase()}>`);
  if (end === -1 && !textElements.includes(name.toLowerCase())) {
    throw new TypeError(`A value must not stand in <${name}>`);
  }
  return end === -1 ? '' : text.slice(end + name.length + 3);
}

function insideQuotes(tag: string): boolean {
  let quote: string | null = null;
  for (const character of tag) {
    if (quote === null) {
      quote = character === '"' || character === "'" ? character : null;
    } else if (character === quote) {
      quote = null;
    }
  }
  return quote !== null;
}
