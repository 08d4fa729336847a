import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { type AwsClients, orOnFault } from '../../../../lambdas/ports/aws-clients.ts';
import { type Check, type DoctorContext, ok, problem } from '../finding.ts';

const notFound = ['NotFoundException'];

/** Whether SES sends what Firebreak mails. */
export const sender: Check = {
  name: 'mail sender',
  needs: 'ses:GetAccount, ses:GetEmailIdentity and lambda:GetFunctionConfiguration',
  async find({ installation: { aws }, names }) {
    const { Environment } = await aws
      .get(LambdaClient)
      .send(new GetFunctionConfigurationCommand({ FunctionName: names.function('hand-over') }));
    const from = Environment?.Variables?.['MAIL_FROM'];
    if (from === undefined) return [problem('hand-over has no MAIL_FROM', 'Deploy again with mailFrom set.')];
    const { SendingEnabled, EnforcementStatus } = await aws.get(SESv2Client).send(new GetAccountCommand({}));
    if (SendingEnabled === false || EnforcementStatus === 'SHUTDOWN') {
      return [
        problem(
          'SES does not send for this account',
          'Open the SES console: it says why, and how to appeal.',
        ),
      ];
    }
    return (await isVerified(aws, from))
      ? [ok(`${from} may send`)]
      : [
          problem(
            `SES has not verified ${from} nor its domain`,
            `aws sesv2 create-email-identity --email-identity ${from}`,
          ),
        ];
  },
};

/** In the sandbox SES mails to verified addresses only. https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html */
export const sandbox: Check = {
  name: 'mail sandbox',
  needs: 'ses:GetAccount and ses:GetEmailIdentity',
  async find(context) {
    const { aws } = context.installation;
    const { ProductionAccessEnabled } = await aws.get(SESv2Client).send(new GetAccountCommand({}));
    if (ProductionAccessEnabled === true) return [ok('SES mails to everybody')];
    const missing: string[] = [];
    for (const email of recipients(context)) if (!(await isVerified(aws, email))) missing.push(email);
    return missing.length === 0
      ? [ok('SES is in the sandbox, and everybody in people.yaml is verified')]
      : missing.map((email) =>
          problem(
            `SES is in the sandbox and has not verified ${email}: no mail reaches them`,
            'Ask for production access in the SES console, or verify the address.',
          ),
        );
  },
};

function recipients({ policy: { people } }: DoctorContext): readonly string[] {
  const byMail = people.people.filter(({ channels }) => channels.includes('mail'));
  return [...new Set(byMail.map(({ email }) => email))];
}

/** By the address itself, or by its domain. */
async function isVerified(aws: AwsClients, email: string): Promise<boolean> {
  for (const identity of [email, email.slice(email.lastIndexOf('@') + 1)]) {
    const command = new GetEmailIdentityCommand({ EmailIdentity: identity });
    const found = await orOnFault(aws.get(SESv2Client).send(command), notFound, null);
    if (found?.VerifiedForSendingStatus === true) return true;
  }
  return false;
}
