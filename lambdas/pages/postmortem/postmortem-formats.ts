import { postmortemMarkdown } from '../../domain/reporting/postmortem/formats/postmortem-markdown.ts';
import type { DocumentFormat } from '../../ports/document-formats.ts';
import { postmortemFile } from './postmortem-file.ts';

/** Every format in which a postmortem is kept; the JSON is what the others are made of. */
export const postmortemFormats: readonly DocumentFormat[] = [
  {
    name: 'json',
    contentType: 'application/json; charset=utf-8',
    isForPeople: false,
    render: (document) => `${JSON.stringify(document, null, 2)}\n`,
  },
  { name: 'md', contentType: 'text/markdown; charset=utf-8', isForPeople: true, render: postmortemMarkdown },
  { name: 'html', contentType: 'text/html; charset=utf-8', isForPeople: true, render: postmortemFile },
];
