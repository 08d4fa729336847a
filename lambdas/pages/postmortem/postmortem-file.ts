import type { Postmortem } from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import { consoleStyle } from '../html/console-style.ts';
import { html, renderHtml, trustedMarkup } from '../html/html.ts';
import { postmortemBody } from './postmortem-body.ts';
import { postmortemStyle } from './postmortem-style.ts';

const head = trustedMarkup(
  `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><style>${consoleStyle}${postmortemStyle}</style>`,
);

/** The document as one file of HTML, for archives and for print: no script, nothing from elsewhere. */
export function postmortemFile(document: Postmortem): string {
  return renderHtml(html`<!doctype html>
<html lang="en">
<head>${head}<title>Postmortem: ${document.incident.title}</title></head>
<body>
<main>${postmortemBody(document)}</main>
</body>
</html>
`);
}
