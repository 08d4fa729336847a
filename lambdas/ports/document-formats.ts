import type { Postmortem } from '../domain/reporting/postmortem/document/postmortem-schema.ts';

/** How a postmortem is kept and handed out. */
export interface DocumentFormat {
  /** Also how the names of its files end. */
  readonly name: 'json' | 'md' | 'html';
  readonly contentType: string;
  /** Whether it is read by people, who are called by their names in it and not by their ids. */
  readonly isForPeople: boolean;
  render(document: Postmortem): string;
}
