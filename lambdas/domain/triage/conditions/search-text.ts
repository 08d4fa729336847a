import { readableText } from '../../records/visible-text.ts';

/** Letters of other scripts that look like Latin ones, in lower case. */
const lookAlikes: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    в: 'b',
    с: 'c',
    ԁ: 'd',
    е: 'e',
    ѕ: 's',
    һ: 'h',
    і: 'i',
    ї: 'i',
    ј: 'j',
    к: 'k',
    ӏ: 'l',
    м: 'm',
  },
  ...{
    н: 'h',
    о: 'o',
    р: 'p',
    ԛ: 'q',
    г: 'r',
    т: 't',
    у: 'y',
    ѵ: 'v',
    ԝ: 'w',
    х: 'x',
    ү: 'y',
    ь: 'b',
    є: 'e',
  },
  ...{
    α: 'a',
    β: 'b',
    ε: 'e',
    η: 'n',
    ι: 'i',
    κ: 'k',
    μ: 'm',
    ν: 'v',
    ο: 'o',
    ρ: 'p',
    σ: 'o',
    τ: 't',
    υ: 'u',
  },
  ...{
    χ: 'x',
    ω: 'w',
    γ: 'y',
    ϲ: 'c',
    ϳ: 'j',
    ı: 'i',
    ɡ: 'g',
    ɑ: 'a',
    ꞓ: 'c',
    օ: 'o',
    ո: 'n',
    ս: 'u',
    հ: 'h',
  },
};

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
  return words.join(' ').replaceAll(/[^\p{ASCII}]/gu, (letter) => lookAlikes[letter] ?? letter);
}
