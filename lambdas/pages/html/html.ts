import { visibleText } from '../../domain/records/text/visible-text.ts';
import { safeUrl } from './safe-url.ts';
import { type HoleContext, holeContexts } from './template-context.ts';

const markup = Symbol('markup');

/** Markup that `html` made: the only thing that is not escaped when it is put into a template. */
export interface Html {
  readonly [markup]: string;
}

export type Fragment = Html | string | number | null | undefined | false | readonly Fragment[];

/**
 * Template tag that escapes whatever is put into it. A value may stand in text or inside a quoted attribute; anywhere
 * else (tag or attribute names, unquoted attributes, scripts, styles, comments, event handlers) the template throws.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  const contexts = holeContexts(parts);
  let text = parts[0] ?? '';
  for (const [index, value] of values.entries()) {
    text += renderValue(value, contexts[index] ?? 'text') + (parts[index + 1] ?? '');
  }
  return { [markup]: text };
}

/** Marks a constant of our own as markup, for the style sheet and the script. Never give it anything from outside. */
export function trustedMarkup(text: string): Html {
  return { [markup]: text };
}

export function renderHtml(fragment: Fragment): string {
  return renderValue(fragment, 'text');
}

/** Escaped for text and for quoted attributes; what cannot be seen but reorders or hides text is made visible. */
export function escapeHtml(text: string): string {
  return visibleText(text)
    .replaceAll(control, '\uFFFD')
    .replaceAll(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Control characters other than tab and newlines. */
const control = /[^\P{Cc}\t\n\r]/gu;

function renderValue(value: Fragment, context: HoleContext): string {
  if (value === null || value === undefined || value === false) {
    return '';
  }
  if (typeof value === 'string' || typeof value === 'number') {
    return escapeHtml(context === 'url' ? safeUrl(String(value)) : String(value));
  }
  if (context !== 'text') {
    throw new TypeError('Only text can stand in an attribute');
  }
  return markup in value ? value[markup] : value.map((each) => renderValue(each, context)).join('');
}
