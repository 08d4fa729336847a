import { DependencyUnavailableError, InvalidInputError } from '../../../domain/errors.ts';
import type { AwsCaller } from '../../../ports/aws-caller.ts';
import type { Mailer } from '../../../ports/mailer.ts';
import { faultOf } from '../clients/aws-fault.ts';

/** SES, by its version 2 API. Nothing in it tracks opens or clicks: that is off unless a configuration set asks for it. */
export function createSesMailer(aws: AwsCaller, from: string): Mailer {
  return {
    async send({ to, subject, text, html }) {
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
    },
  };
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
