import type { Severity } from '../../records/severity.ts';
import type { WrittenMail } from './approval-mail.ts';
import { mailLine } from './mail-text.ts';
import { type MailBlock, renderMarkup, renderText } from './render-mail.ts';

/** An incident of a digest, still open. */
export interface DigestEntry {
  readonly severity: Severity;
  readonly service: string;
  readonly title: string;
  readonly reason: string;
  /** Personal view link to the incident's page. */
  readonly url: string;
}

export interface DigestMailInput {
  /** Worst first. */
  readonly entries: readonly DigestEntry[];
  /** Further incidents that are not listed. */
  readonly others: number;
  /** Address of the list of incidents. */
  readonly listUrl: string;
}

/** Many incidents that need a person, in one mail. */
export function digestMail({ entries, others, listUrl }: DigestMailInput): WrittenMail {
  const count = entries.length + others;
  const worst = entries[0]?.severity ?? 'SEV3';
  const subject = `${worst} and more: ${count} incidents need a person`;
  const blocks: MailBlock[] = [
    {
      kind: 'paragraph',
      text: `There were too many mails to send each: ${count} incidents need a person.`,
    },
    ...entries.flatMap(({ severity, service, title, reason, url }): MailBlock[] => [
      { kind: 'paragraph', text: mailLine(`${severity} ${service}: ${title}. ${reason}`, 300) },
      { kind: 'link', text: 'The incident', url },
    ]),
    ...(others === 0 ? [] : [{ kind: 'paragraph', text: `${others} more are not listed here.` } as const]),
    { kind: 'link', text: 'All incidents', url: listUrl },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
