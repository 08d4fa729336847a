/** An element of an answer in XML: its text, or its children. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface Open {
  name: string;
  text: string;
  children: XmlElement[];
}

/** Answers are pages of at most some hundred kB. */
const longestCharacters = 8 * 1024 * 1024;
const deepest = 32;
/** Exactly what AWS's Query services write: no CDATA, no DOCTYPE, so no entities but the five of XML. */
const token = /<\?[^>]*\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;

/** The root of a document as AWS's Query protocol writes it; attributes are left out. Throws SyntaxError on any other text. */
export function parseXml(document: string): XmlElement {
  if (document.length > longestCharacters) throw new SyntaxError('The XML is too long');
  const outermost: Open = { name: '', text: '', children: [] };
  const open = [outermost];
  token.lastIndex = 0;
  while (token.lastIndex < document.length) {
    const at = token.lastIndex;
    const [, closes, name, , closesItself, text] = token.exec(document) ?? fail(at);
    const parent = open.at(-1) ?? fail(at);
    if (text !== undefined) parent.text += decoded(text);
    else if (closes) {
      if (open.length === 1 || parent.name !== name) fail(at);
      open.pop();
    } else if (name !== undefined) {
      const element: Open = { name, text: '', children: [] };
      parent.children.push(element);
      if (!closesItself) open.push(element);
      if (open.length > deepest) fail(at);
    }
  }
  const [root] = outermost.children;
  if (root === undefined || open.length !== 1 || outermost.children.length !== 1) fail(document.length);
  return root ?? fail(document.length);
}

function fail(at: number): never {
  throw new SyntaxError(`The XML cannot be read at ${at}`);
}

/** The text of a child; null when there is no such child or it is empty. */
export function childText({ children }: XmlElement, name: string): string | null {
  return children.find((child) => child.name === name)?.text || null;
}

/** The elements at a path of names below an element, through every child of each name. */
export function elementsAt(
  element: XmlElement,
  ...[name, ...rest]: readonly string[]
): readonly XmlElement[] {
  if (name === undefined) return [element];
  return element.children
    .filter((child) => child.name === name)
    .flatMap((child) => elementsAt(child, ...rest));
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(lt|gt|amp|quot|apos));/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) return entities[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
