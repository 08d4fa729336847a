import type { PeoplePolicy } from '../../policy/policy.ts';
import type { TimelineEntry } from '../../records/timeline.ts';

/** What SES tells of a mail that did not arrive. */
export interface MailEvent {
  readonly 'detail-type': string;
  readonly time: string;
  readonly detail: {
    readonly mail: {
      readonly messageId: string;
      readonly destination: readonly string[];
      readonly headers: readonly { readonly name: string; readonly value: string }[];
    };
    readonly bounce?:
      | { readonly bounceType?: string | undefined; readonly bounceSubType?: string | undefined }
      | undefined;
    readonly complaint?: { readonly complaintFeedbackType?: string | undefined } | undefined;
    readonly reject?: { readonly reason?: string | undefined } | undefined;
    readonly failure?: { readonly errorMessage?: string | undefined } | undefined;
  };
}

/** The header by which a mail names what it is about; `notificationKey` makes its value. */
const keyHeader = 'x-firebreak-key';

/** One entry for each person whom the mail did not reach; null for a mail that is about no incident. */
export function bounceEntries(
  event: MailEvent,
  { people }: Pick<PeoplePolicy, 'people'>,
): { readonly incidentId: string; readonly entries: readonly TimelineEntry[] } | null {
  const { mail } = event.detail;
  const key = mail.headers.find(({ name }) => name.toLowerCase() === keyHeader)?.value ?? '';
  // An incident's own id, or that of its approval, which holds it.
  const ulid = /(?:^|_)(?:inc|apr)_([0-9A-HJKMNP-TV-Z]{26})(?:_|$)/.exec(key)?.[1];
  if (ulid === undefined) return null;
  const reached = new Set(mail.destination.map((address) => address.toLowerCase()));
  const entries = people
    .filter(({ email }) => reached.has(email.toLowerCase()))
    .map(({ id }) => ({
      id: `notification.undelivered:${mail.messageId}:${id}`,
      at: event.time,
      actor: 'firebreak:receive-bounce',
      kind: 'notification.undelivered',
      text: `A mail to ${id} did not arrive: ${reasonOf(event)}`,
      data: { person: id, channels: ['mail'] },
    }));
  return { incidentId: `inc_${ulid}`, entries };
}

/** In words of AWS's closed sets only: what a mail server answered may be anything. */
function reasonOf({ detail: { bounce, complaint, reject, failure } }: MailEvent): string {
  if (complaint !== undefined) return 'it was reported as unwanted, so that SES drops further ones';
  if (bounce?.bounceSubType === 'OnAccountSuppressionList' || bounce?.bounceSubType === 'Suppressed')
    return 'SES drops mails to this address, after an earlier bounce or complaint';
  if (bounce !== undefined)
    return bounce.bounceType === 'Permanent' ? 'it came back for good' : 'it came back';
  if (reject !== undefined) return 'SES refused it';
  return failure === undefined ? 'SES says so' : 'SES could not write it';
}
