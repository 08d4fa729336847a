import { faultOf } from '../../adapters/aws/clients/aws-fault.ts';
import { DependencyUnavailableError, InvalidInputError } from '../../domain/errors.ts';
import type { AwsCaller } from '../../ports/aws-caller.ts';
import type { WrittenMail } from './written-mail.ts';

export interface AddressedMail extends WrittenMail {
  readonly from: string;
  readonly to: string;
}

/**
 * SES, by its version 2 API. Nothing in it tracks opens or clicks: that is off unless a configuration set asks for it. Rejects with
 * DependencyUnavailableError when SES did not take it.
 */
export async function sendBySes(
  aws: AwsCaller,
  { from, to, subject, text, html }: AddressedMail,
): Promise<void> {
  const content = (data: string) => ({ Data: data.toWellFormed(), Charset: 'UTF-8' });
  const response = await aws.call({
    service: 'ses',
    method: 'POST',
    path: '/v2/email/outbound-emails',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      FromEmailAddress: from,
      Destination: { ToAddresses: [singleAddress(to)] },
      Content: {
        Simple: {
          Subject: content(oneLine(subject)),
          Body: { Text: content(text), Html: content(html) },
        },
      },
    }),
  });
  if (response.status >= 300) {
    throw new DependencyUnavailableError(
      `The mail service refused a mail with ${response.status} ${faultOf(response) ?? ''}`.trimEnd(),
    );
  }
}

/** A subject may quote an alert: a line break in it would start a header of the sender's choice. */
function oneLine(subject: string): string {
  return subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** One address, without a name, a list or a header behind it. */
function singleAddress(to: string): string {
  if (/^[^\s@,;:<>"()[\]\\]+@[^\s@,;:<>"()[\]\\]+$/u.test(to)) return to;
  throw new InvalidInputError('The recipient is not one plain mail address');
}
