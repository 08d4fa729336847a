/**
 * Characters that show nothing, change the direction of what is around them, or are no text. The joiner and the variation
 * selector within an emoji belong to it. https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const hidden = [
  String.raw`(?![\u200d\ufe0e\ufe0f])[\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800]`,
  String.raw`\u200d(?<!(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d)`,
  String.raw`\u200d(?!\p{Extended_Pictographic})`,
  String.raw`[\ufe0e\ufe0f](?<!\p{Emoji}[\ufe0e\ufe0f])`,
].join('|');
const hiddenRun = new RegExp(`(?:${hidden})+`, 'gu');
/** Of a run, so many are named. */
const mostNamed = 3;

/** The text with each of them named, such as `[U+202E]`: what is hidden is shown, and nothing hides behind it. */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(hiddenRun, (run) => {
    const names = Array.from(run, codePointName);
    const more = names.length > mostNamed ? ' …' : '';
    return `[${names.slice(0, mostNamed).join(' ')}${more}]`;
  });
}

/** The text without them, as a reader sees it. */
export function textWithoutHidden(text: string): string {
  return text.toWellFormed().replace(hiddenRun, '');
}

const named = /\[U\+[0-9A-F]{4,6}(?: U\+[0-9A-F]{4,6}){0,2}(?: …)?\]/g;

/** The same, also where they were named before: what was meant to be read. */
export function readableText(text: string): string {
  return textWithoutHidden(text.replace(named, ''));
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
