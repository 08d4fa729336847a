import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSesMailer } from '../../../lambdas/adapters/aws/messages/ses-mailer.ts';
import { createInMemoryMailer } from '../../../lambdas/adapters/memory/in-memory-mailer.ts';
import { DependencyUnavailableError, InvalidInputError } from '../../../lambdas/domain/errors.ts';
import type { Mail } from '../../../lambdas/ports/mailer.ts';
import type { LoopbackServer } from '../../../local/cloud/http/loopback-server.ts';
import { startMailService } from '../../../local/cloud/mail-service.ts';
import { StateDirectory } from '../../../local/cloud/state/state-directory.ts';
import { localAws, type TemporaryFolder, temporaryFolder } from '../../support/servers/local-aws.ts';

let folder: TemporaryFolder;
let server: LoopbackServer;
beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startMailService(new StateDirectory(folder.path), 0);
});
afterAll(async () => {
  await server.stop();
  await folder.remove();
});

interface StoredMail {
  readonly from: string;
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text: string; readonly html: string };
}

async function inbox(): Promise<readonly StoredMail[]> {
  const stored = await (await fetch(`${server.url}/store`)).text();
  const { emails }: { emails: readonly StoredMail[] } = JSON.parse(stored);
  return emails;
}

const mail: Mail = {
  to: 'ada@example.com',
  subject: '[SEV1] checkout: may we roll back? ☃',
  text: 'Roll back checkout?\n\n▁▂▇█ <b>not bold</b>\n',
  html: '<p>Roll back checkout? ☃</p>',
};

describe.each([
  {
    name: 'in memory',
    create: () => {
      const mailer = createInMemoryMailer();
      return { mailer, sent: async () => mailer.sent() };
    },
  },
  {
    name: 'by SES',
    create: () => ({
      mailer: createSesMailer(localAws({ SESV2: server.url }), 'firebreak@example.com'),
      sent: async () =>
        (await inbox()).map(({ destination, subject, body }) => ({
          to: destination.to[0] ?? '',
          subject,
          ...body,
        })),
    }),
  },
])('the mailer $name', ({ create }) => {
  it('delivers both parts and the subject as they are', async () => {
    const { mailer, sent } = create();
    await mailer.send(mail);
    expect((await sent()).at(-1)).toEqual(mail);
  });
});

describe('the SES mailer', () => {
  const mailer = () => createSesMailer(localAws({ SESV2: server.url }), 'firebreak@example.com');

  it('lets no alert text start a header of its own', async () => {
    await mailer().send({ ...mail, subject: 'down\r\nBcc: eve@example.com\u2028more' });
    const last = (await inbox()).at(-1);
    expect(last?.subject).toBe('down Bcc: eve@example.com more');
    expect(last?.destination).toMatchObject({ to: ['ada@example.com'] });
  });

  it.each([
    'ada@example.com, eve@example.com',
    'ada@example.com\nBcc: eve@example.com',
    'Ada <a@b.c>',
    'ada',
    '',
  ])('refuses %j as a recipient', async (to) => {
    await expect(mailer().send({ ...mail, to })).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('says so when nobody takes the mail', async () => {
    const nobody = createSesMailer(localAws({ SESV2: 'http://127.0.0.1:9' }), 'firebreak@example.com');
    await expect(nobody.send(mail)).rejects.toBeInstanceOf(DependencyUnavailableError);
  });
});
