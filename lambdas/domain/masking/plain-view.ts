const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  commat: '@',
  period: '.',
  colon: ':',
  equals: '=',
  plus: '+',
  sol: '/',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  nbsp: ' ',
};

const steps: readonly ((text: string) => string)[] = [
  // Full-width and other forms of the same letters.
  (text) => text.normalize('NFKC'),
  (text) => text.replace(/(?:%[0-9a-f]{2}){1,400}/gi, percentDecoded),
  (text) => text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, entityDecoded),
  (text) =>
    text.replace(
      /\\{1,4}(?:u\{?([0-9a-f]{4,6})\}?|x([0-9a-f]{2}))/gi,
      (found, wide?: string, byte?: string) => characterOf(Number.parseInt(wide ?? byte ?? '', 16), found),
    ),
  // As in `jane [at] corp [dot] example`.
  (text) => text.replace(/\s?[[({<]\s?(at|dot)\s?[\])}>]\s?/gi, (_, word: string) => spoken(word)),
  (text) => text.replace(/(?<=[\p{L}\p{N}])[。．｡](?=[\p{L}\p{N}])/gu, '.'),
];

/** Whether a text holds anything that the plain view would change. */
const encoded = /\P{ASCII}|%[0-9a-f]{2}|&#?\w{1,8};|\\[ux]|[[({<]\s?(?:at|dot)\s?[\])}>]/iu;

/** Encoded more than this often, nobody reads it any more. */
const mostRounds = 4;

/** The text as it reads when what is encoded in it is decoded: percent, entities, escapes, full-width letters. */
export function plainView(text: string): string {
  let view = text;
  for (let round = 0; round < mostRounds && encoded.test(view); round += 1) {
    const before = view;
    for (const step of steps) view = step(view);
    if (view === before) break;
  }
  return view;
}

function percentDecoded(found: string): string {
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}

function entityDecoded(found: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) {
    const known = name.toLowerCase();
    return Object.hasOwn(entities, known) ? (entities[known] ?? found) : found;
  }
  return characterOf(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal), found);
}

/** Control characters stay as they are written. */
function characterOf(codePoint: number, instead: string): string {
  const surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  return codePoint >= 0x20 && codePoint <= 0x10ffff && !surrogate ? String.fromCodePoint(codePoint) : instead;
}

function spoken(word: string): string {
  return word.toLowerCase() === 'at' ? '@' : '.';
}
