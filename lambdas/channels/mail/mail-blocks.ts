import type { Severity } from '../../domain/records/severity.ts';
import { escapeMarkup, inertLine } from '../posting/inert-line.ts';
import { mailStyle } from './mail-style.ts';
import { wrapText } from './wrap-text.ts';

/** The parts of a mail, from which text and HTML are made alike. Texts must be one line each and safe already. */
export type MailBlock =
  /** What the mail is about. */
  | {
      readonly kind: 'incident';
      readonly severity: Severity;
      readonly service: string;
      readonly title: string;
    }
  /** What the mail is about where it is of no single incident. */
  | { readonly kind: 'headline'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** What the reader is to do, or must know first; with words from outside. */
  | { readonly kind: 'main'; readonly text: string }
  /** Read last, if at all. */
  | { readonly kind: 'note'; readonly text: string }
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

/** The mail's first block. */
export function incidentBlock({ severity, service, title }: AboutIncident): MailBlock {
  return { kind: 'incident', severity, service: inertLine(service, 60), title: inertLine(title) };
}

interface AboutIncident {
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
}

/** How many more there are than the mail lists. */
export function unlistedBlocks(others: number): readonly MailBlock[] {
  if (others === 0) return [];
  return [{ kind: 'paragraph', text: `${others} more ${others === 1 ? 'is' : 'are'} not listed here.` }];
}

export function renderText(blocks: readonly MailBlock[]): string {
  return `${blocks.map(textOf).join('\n\n')}\n`;
}

/** Markup without remote content, one style sheet in its head: it reads as well with images and styles blocked. */
export function renderMarkup(title: string, blocks: readonly MailBlock[]): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">',
    `<title>${escapeMarkup(title)}</title><style>${mailStyle}</style></head>`,
    '<body><div class="card" role="main">',
    ...blocks.map(markupOf),
    '</div></body></html>',
  ].join('\n');
}

function textOf(block: MailBlock): string {
  switch (block.kind) {
    case 'incident':
      return wrapText(`${block.severity} ${block.service}: ${block.title}`, '  ');
    case 'headline':
    case 'paragraph':
    case 'note':
      return wrapText(block.text, '');
    case 'main':
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
    case 'incident': {
      const { severity, service, title } = block;
      const where = `<span class="severity ${severity}">${severity}</span> ${escapeMarkup(service)}`;
      return `<p class="where">${where}</p><h1>${escapeMarkup(title)}</h1>`;
    }
    case 'headline':
      return `<h1>${escapeMarkup(block.text)}</h1>`;
    case 'paragraph':
    case 'quote':
      return `<p>${escapeMarkup(block.text)}</p>`;
    case 'main':
      return `<p class="main">${escapeMarkup(block.text)}</p>`;
    case 'note':
      return `<p class="note">${escapeMarkup(block.text)}</p>`;
    case 'list':
      return `<h2>${escapeMarkup(block.heading)}</h2><ul>${block.items.map(itemOf).join('')}</ul>`;
    case 'link':
      return `<p class="go"><a href="${escapeMarkup(block.url)}">${escapeMarkup(block.text)}</a></p>`;
    case 'code':
      return `<p class="code">${escapeMarkup(block.text)}: <b>${escapeMarkup(block.code)}</b></p>`;
    case 'command':
      return `<p>${escapeMarkup(block.text)}:</p><pre>${escapeMarkup(block.command)}</pre>`;
    default:
      return block satisfies never;
  }
}

function itemOf({ text, chart }: MailItem): string {
  const drawn = chart ? `<span class="chart" aria-hidden="true">${escapeMarkup(chart)}</span>` : '';
  return `<li>${escapeMarkup(text)}${drawn}</li>`;
}
