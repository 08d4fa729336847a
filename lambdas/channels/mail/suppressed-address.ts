import { GetSuppressedDestinationCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { orOnFault } from '../../ports/aws-clients.ts';
import type { Reachability } from '../../ports/plug-ins/channel.ts';

/** SES drops mails to addresses that once bounced or complained, without a word to the sender. */
export const suppressedAddress: Reachability = {
  // It has no resources to name. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonses.html
  iam: [{ actions: ['ses:GetSuppressedDestination'], resources: ['*'] }],
  async obstacle({ aws }, { email }) {
    const command = new GetSuppressedDestinationCommand({ EmailAddress: email });
    const entry = await orOnFault(aws.get(SESv2Client).send(command), ['NotFoundException'], null);
    if (entry === null) return null;
    const reason = entry.SuppressedDestination?.Reason ?? 'unknown';
    return {
      what: `SES drops every mail to ${email} (${reason.toLowerCase()})`,
      next: `aws sesv2 delete-suppressed-destination --email-address ${email}`,
    };
  },
};
