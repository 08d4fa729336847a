/** Beginnings and lengths of the large schemes. https://en.wikipedia.org/wiki/Payment_card_number */
const cards =
  /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17}|(?:5[06-9]|6[037])\d{14,17})$/;

/** Whether digits, spaces and hyphens are the number of a payment card. https://en.wikipedia.org/wiki/Luhn_algorithm */
export function isCardNumber(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  // Ids of events have 17 to 19 digits in a row, and a tenth of them would hold.
  const inGroups = digits.length !== text.length;
  return cards.test(digits) && (inGroups || digits.length <= 16) && hasLuhnDigit(digits);
}

export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighed = index % 2 === 0 ? digit : digit * 2;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

/** Whether the check digits of an IBAN hold: modulo 97 is 1. https://www.iso.org/standard/81090.html */
export function isIban(text: string): boolean {
  const compact = text.replaceAll(/[ -]/g, '');
  if (compact.length < 15 || compact.length > 34) return false;
  let remainder = 0;
  for (const character of compact.slice(4) + compact.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** The weighed sum of the first digits. */
export function weighed(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}
