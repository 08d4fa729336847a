import type { Postmortem } from '../domain/reporting/postmortem/document/postmortem-schema.ts';

/** How a postmortem is kept and handed out. */
export interface DocumentFormat {
  /** Also how the names of its files end. */
  readonly name: 'json' | 'md' | 'html';
  readonly contentType: string;
  render(document: Postmortem): string;
}
