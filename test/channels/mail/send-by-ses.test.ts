import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AddressedMail, sendBySes } from '../../../lambdas/channels/mail/send-by-ses.ts';
import { DependencyUnavailableError, InvalidInputError } from '../../../lambdas/domain/errors.ts';
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
  readonly headers?: unknown;
}

async function inbox(): Promise<readonly StoredMail[]> {
  const stored = await (await fetch(`${server.url}/store`)).text();
  const { emails }: { emails: readonly StoredMail[] } = JSON.parse(stored);
  return emails;
}

const mail: AddressedMail = {
  from: 'firebreak@example.com',
  to: 'ada@example.com',
  subject: '[SEV1] checkout: may we roll back? ☃',
  text: 'Roll back checkout?\n\n▁▂▇█ <b>not bold</b>\n',
  html: '<p>Roll back checkout? ☃</p>',
  key: 'k',
  thread: 'inc_1',
};

describe('a mail by SES', () => {
  const keys = Array.from({ length: 50 }, (_, index) => `key-${index}`);
  const send = (changes: Partial<AddressedMail> = {}, url = server.url) =>
    sendBySes(localAws({ SESV2: url }), { ...mail, key: keys.pop() ?? 'last', ...changes });

  it('delivers both parts and the subject as they are', async () => {
    await send();
    const last = (await inbox()).at(-1);
    expect(last).toMatchObject({ from: mail.from, destination: { to: [mail.to] }, subject: mail.subject });
    expect(last?.body).toEqual({ text: mail.text, html: mail.html });
  });

  it('carries its key, and stands in the thread of its incident', async () => {
    await send({ key: 'inc_1_handed-over_0-0_ada' });
    expect((await inbox()).at(-1)?.headers).toEqual([
      { name: 'X-Firebreak-Key', value: 'inc_1_handed-over_0-0_ada' },
      { name: 'References', value: '<inc_1@firebreak>' },
    ]);
  });

  it('is in the inbox of the laptop once, though it is sent again', async () => {
    const before = (await inbox()).length;
    await Promise.all([send({ key: 'twice' }), send({ key: 'twice' })]);
    await send({ key: 'twice' });
    expect(await inbox()).toHaveLength(before + 1);
  });

  it('lets no alert text start a header of its own', async () => {
    await send({ subject: 'down\r\nBcc: eve@example.com\u2028more' });
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
    await expect(send({ to })).rejects.toBeInstanceOf(InvalidInputError);
  });

  it('says so when nobody takes the mail', async () => {
    await expect(send({}, 'http://127.0.0.1:9')).rejects.toBeInstanceOf(DependencyUnavailableError);
  });
});
