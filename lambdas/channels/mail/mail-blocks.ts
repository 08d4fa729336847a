import { escapeMarkup } from './mail-text.ts';
import { wrapText } from './wrap-text.ts';

/** The parts of a mail, from which text and HTML are made alike. Texts must be one line each and safe already. */
export type MailBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** A paragraph with words from outside. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'list'; readonly heading: string; readonly items: readonly MailItem[] }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'code'; readonly text: string; readonly code: string }
  /** For a shell: on one line, to be copied as it is. */
  | { readonly kind: 'command'; readonly text: string; readonly command: string };

export interface MailItem {
  readonly text: string;
  /** Characters of a sparkline, shown below in equal widths. */
  readonly chart?: string;
}

export function renderText(blocks: readonly MailBlock[]): string {
  return `${blocks.map(textOf).join('\n\n')}\n`;
}

/** Simple markup without remote content: it looks the same with images and styles blocked. */
export function renderMarkup(title: string, blocks: readonly MailBlock[]): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<title>${escapeMarkup(title)}</title></head>`,
    '<body style="font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:1em auto;padding:0 1em">',
    ...blocks.map(markupOf),
    '</body></html>',
  ].join('\n');
}

function textOf(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return wrapText(block.text, '');
    case 'quote':
      return wrapText(block.text, '  ');
    case 'list':
      return [
        `${block.heading}:`,
        ...block.items.map(
          ({ text, chart }) => `${wrapText(`- ${text}`, '  ')}${chart ? `\n  ${chart}` : ''}`,
        ),
      ].join('\n');
    case 'link':
      return `${block.text}:\n${block.url}`;
    case 'code':
      return `${block.text}: ${block.code}`;
    case 'command':
      return `${block.text}:\n  ${block.command}`;
    default:
      return block satisfies never;
  }
}

function markupOf(block: MailBlock): string {
  switch (block.kind) {
    case 'paragraph':
    case 'quote':
      return `<p>${escapeMarkup(block.text)}</p>`;
    case 'list':
      return `<h2 style="font-size:1em;margin:1em 0 0">${escapeMarkup(block.heading)}</h2><ul>${block.items
        .map(itemOf)
        .join('')}</ul>`;
    case 'link':
      return `<p><a href="${escapeMarkup(block.url)}">${escapeMarkup(block.text)}</a></p>`;
    case 'code':
      return `<p>${escapeMarkup(block.text)}: <strong style="font:1.4em monospace;letter-spacing:.15em">${escapeMarkup(
        block.code,
      )}</strong></p>`;
    case 'command':
      return `<p>${escapeMarkup(block.text)}:</p><pre style="white-space:pre-wrap">${escapeMarkup(block.command)}</pre>`;
    default:
      return block satisfies never;
  }
}

function itemOf({ text, chart }: MailItem): string {
  const drawn = chart ? `<br><span style="font-family:monospace">${escapeMarkup(chart)}</span>` : '';
  return `<li>${escapeMarkup(text)}${drawn}</li>`;
}
