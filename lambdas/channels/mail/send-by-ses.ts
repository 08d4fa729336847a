import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { DependencyUnavailableError, InvalidInputError } from '../../domain/errors.ts';
import { type AwsClients, awsFaultOf } from '../../ports/aws-clients.ts';
import type { KeyedMail } from './written-mail.ts';

/** The header that carries a mail's key: it shows in the events of SES, and the laptop's inbox takes a mail once by it. */
export const mailKeyHeader = 'X-Firebreak-Key';

export interface AddressedMail extends KeyedMail {
  readonly from: string;
  readonly to: string;
  readonly configurationSet: string;
}

/**
 * SES, by its version 2 API. Nothing in it tracks opens or clicks: that is off unless a configuration set asks for it. Rejects with
 * DependencyUnavailableError when SES did not take it.
 */
export async function sendBySes(
  aws: AwsClients,
  { from, to, configurationSet, subject, text, html, key, thread }: AddressedMail,
): Promise<void> {
  const content = (data: string) => ({ Data: data.toWellFormed(), Charset: 'UTF-8' });
  const command = new SendEmailCommand({
    FromEmailAddress: from,
    ConfigurationSetName: configurationSet,
    Destination: { ToAddresses: [singleAddress(to)] },
    Content: {
      Simple: {
        Subject: content(oneLine(subject)),
        Body: { Text: content(text), Html: content(html) },
        Headers: headersOf(key, thread),
      },
    },
  });
  try {
    await aws.get(SESv2Client, 'once').send(command);
  } catch (error) {
    const fault = awsFaultOf(error);
    if (fault === null) throw error;
    // An address that is not verified yet may be so at the next try.
    throw new DependencyUnavailableError(`The mail service refused a mail: ${fault}`, { cause: error });
  }
}

/**
 * SES writes the headers of the message itself, its Message-ID too, which cannot be chosen. So all mails of an incident answer one that
 * was never sent: mail programs gather them by it (RFC 5322, 3.6.4). The others keep programs from answering (RFC 3834, 5; MS-OXCMAIL 2.2.3.2.14).
 */
function headersOf(key: string, thread: string | null) {
  const headers: Readonly<Record<string, string>> = {
    [mailKeyHeader]: key,
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    ...(thread === null
      ? {}
      : { References: `<${thread}@firebreak>`, 'In-Reply-To': `<${thread}@firebreak>` }),
  };
  return Object.entries(headers).map(([Name, value]) => {
    // Keys and threads are our own making. SES: ASCII, at most 995 characters.
    if (!/^[!-~]{1,995}$/.test(value))
      throw new InvalidInputError(`The header ${Name} of a mail is not plain`);
    return { Name, Value: value };
  });
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
