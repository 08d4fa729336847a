import { readableText } from '../../records/text/visible-text.ts';

/** Letters of other scripts, each with the Latin one that it looks like, in lower case. */
const lookAlikes: ReadonlyMap<string, string> = new Map(
  [
    'аa вb сc ԁd еe ѕs һh іi їi јj кk ӏl мm нh оo рp ԛq гr тt уy ѵv ԝw хx үy ьb єe αa βb εe ηn',
    'ιi κk μm νv οo ρp σo τt υu χx ωw γy ϲc ϳj ıi ɡg ɑa ꞓc օo ոn սu հh',
  ].flatMap((pairs) => pairs.split(' ').map(([letter = '', latin = '']) => [letter, latin] as const)),
);

/** Text to search: in lower case and one width, with single spaces, and without what nobody sees. */
export function searchText(text: string): string {
  return readableText(text)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * The words of a text however they are written: letters that look alike are Latin, accents are gone, and names are taken apart, so that
 * `Сrédential-Leak` and `credentialLeak` are `credential leak`.
 */
export function plainWords(text: string): string {
  const apart = readableText(text)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ');
  const words = apart.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join(' ').replaceAll(/[^\p{ASCII}]/gu, (letter) => lookAlikes.get(letter) ?? letter);
}
