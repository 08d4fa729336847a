import { hasLuhnDigit, isCardNumber, isIban, weighed } from './checked-numbers.ts';

type Rule = (text: string) => string;

/** Replaces what has the form and, where the form alone is too common, the check digits. */
export function replacing(pattern: RegExp, by: string, holds: (found: string) => boolean = () => true): Rule {
  return (text) => text.replace(pattern, (found: string) => (holds(found) ? by : found));
}

/** Neither within a word or a number, nor a part of an id with hyphens. */
const start = String.raw`(?<![\w.+-])`;
const end = String.raw`(?![\w-])`;
const form = (pattern: string) => RegExp(`${start}(?:${pattern})${end}`, 'g');
const digitsOf = (text: string) => text.replaceAll(/\D/g, '');

/** Numbers of people's documents, by the form in which they are written. Bare digits without a check that excludes are a count or an id. */
const documents: readonly Rule[] = [
  // United States, social security
  replacing(form(String.raw`\d{3}-\d{2}-\d{4}`), '<id-number>'),
  // United Kingdom, national insurance
  replacing(form(String.raw`[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]`), '<id-number>'),
  // Brazil, CPF
  replacing(form(String.raw`\d{3}\.\d{3}\.\d{3}-\d{2}`), '<id-number>', isCpf),
  // Spain, DNI and NIE
  replacing(form(String.raw`(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z]`), '<id-number>', isDni),
  // Italy, codice fiscale; Mexico, CURP
  replacing(
    form(String.raw`[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]|[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z0-9]\d`),
    '<id-number>',
  ),
  // France, NIR
  replacing(
    form(String.raw`[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}`),
    '<id-number>',
    isNir,
  ),
  // Sweden, Denmark, Finland, Korea
  replacing(
    form(String.raw`(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])[-+]\d{4}`),
    '<id-number>',
    isNordic,
  ),
  replacing(form(String.raw`(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])\d{2}-\d{4}`), '<id-number>'),
  replacing(
    form(String.raw`(?:[0-2]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[-+A-F]\d{3}[0-9A-FHJ-NPR-Y]`),
    '<id-number>',
  ),
  replacing(form(String.raw`\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])-[1-8]\d{6}`), '<id-number>'),
  // India, PAN and Aadhaar; Singapore, NRIC
  replacing(
    form(String.raw`[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]|[2-9]\d{3} \d{4} \d{4}|[STFGM]\d{7}[A-Z]`),
    '<id-number>',
  ),
  // Canada, SIN
  replacing(form(String.raw`\d{3}[ -]\d{3}[ -]\d{3}`), '<id-number>', (found) =>
    hasLuhnDigit(digitsOf(found)),
  ),
  // Switzerland, AHV
  replacing(form(String.raw`756\.\d{4}\.\d{4}\.\d{2}`), '<id-number>'),
  // China, resident identity card
  replacing(
    form(String.raw`[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dX]`),
    '<id-number>',
    isResidentId,
  ),
  // After its name: the number of a passport, a BSN, a PESEL.
  (text) =>
    text.replace(
      /(?<![\p{L}\p{N}])((?:ssn|social security|national (?:id|insurance)|nino|cpf|bsn|pesel|personnummer|aadhaar|passport|tax id|steuer-?id|dni|nif|driving licence|driver'?s licen[cs]e|id card)(?: (?:number|no\.?|nr\.?|#))?(?: is)?[ :=#]{1,3})(?=(?:[A-Z.-]{0,8}\d){3})([A-Z0-9][A-Z0-9.-]{4,24}(?: \d{2,4}){0,4})(?![\w-])/giu,
      (_, before: string) => `${before}<id-number>`,
    ),
];

const phones: readonly Rule[] = [
  replacing(/(?<![\w.+-])(?:\+|00)[1-9](?:[ .()/-]{0,3}\d){7,14}(?![\w-])/g, '<phone>'),
  replacing(/(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])/g, '<phone>'),
  // National, with the zero before the area: (030) 901820, 0170/1234567, 020 7946 0958, 01 23 45 67 89
  replacing(
    /(?<![\w.:,/-])(?:\(0\d{1,5}\) ?|0\d{1,5}[ /-])\d{2,8}(?:[ -]\d{2,5}){0,4}(?![\w:-]|[.,]\d)/g,
    '<phone>',
    (found) => /^\d{9,12}$/.test(digitsOf(found)),
  ),
  (text) =>
    text.replace(
      /(?<![\p{L}\p{N}])((?:tel|telephone|phone|mobile|cell|fax|handy|whatsapp|msisdn|call|sms to)(?: (?:number|no\.?))?[ .:=#]{1,3})(\+?\(?\d(?:[ .()/-]{0,2}\d){6,14})(?![\w-])/giu,
      (_, before: string) => `${before}<phone>`,
    ),
];

export const personalNumbers: readonly Rule[] = [
  replacing(
    /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g,
    '<iban>',
    isIban,
  ),
  replacing(/(?<![\w.-])[2-6](?:[ -]?\d){12,18}(?![\w-])/g, '<card>', isCardNumber),
  ...documents,
  ...phones,
];

/** https://pt.wikipedia.org/wiki/Cadastro_de_Pessoas_F%C3%ADsicas */
function isCpf(found: string): boolean {
  const digits = digitsOf(found);
  const check = (length: number) => {
    const weights = Array.from({ length }, (_, index) => length + 1 - index);
    return ((weighed(digits, weights) * 10) % 11) % 10 === Number(digits[length]);
  };
  return check(9) && check(10);
}

function isDni(found: string): boolean {
  const compact = found.replaceAll('-', '');
  const number = compact.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === compact.slice(-1);
}

/** https://fr.wikipedia.org/wiki/Num%C3%A9ro_de_s%C3%A9curit%C3%A9_sociale_en_France */
function isNir(found: string): boolean {
  const compact = found.replaceAll(' ', '').replace('2A', '19').replace('2B', '18');
  return 97 - (Number(compact.slice(0, 13)) % 97) === Number(compact.slice(13));
}

function isNordic(found: string): boolean {
  return hasLuhnDigit(digitsOf(found).slice(-10));
}

function isResidentId(found: string): boolean {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return '10X98765432'[weighed(found, weights) % 11] === found.slice(-1);
}
