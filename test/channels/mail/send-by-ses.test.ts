import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime, { type Email } from 'postal-mime';
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
  readonly messageId: string;
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

/** The newest, as a mail program reads it. */
async function lastMessage(): Promise<Email> {
  const { messageId } = (await inbox()).at(-1) ?? {};
  const response = await fetch(`${server.url}/get-emlContent?messageId=${messageId}`);
  const { body }: { body: { data: readonly number[] } } = JSON.parse(await response.text());
  return await PostalMime.parse(Uint8Array.from(body.data));
}

const mail: AddressedMail = {
  from: 'firebreak@example.com',
  to: 'ada@example.com',
  configurationSet: 'firebreak-local-mail',
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
    const { headers, inReplyTo, references } = await lastMessage();
    expect(headers).toContainEqual(
      expect.objectContaining({ key: 'x-firebreak-key', value: 'inc_1_handed-over_0-0_ada' }),
    );
    expect([inReplyTo, references]).toEqual(['<inc_1@firebreak>', '<inc_1@firebreak>']);
  });

  it('of no incident stands alone', async () => {
    await send({ thread: null });
    const { inReplyTo, references } = await lastMessage();
    expect([inReplyTo, references]).toEqual([undefined, undefined]);
  });

  it('says that a program sent it, so that no program answers', async () => {
    await send();
    const { headers } = await lastMessage();
    const values = new Map(headers.map(({ key, value }) => [key, value]));
    expect(values.get('auto-submitted')).toBe('auto-generated');
    expect(values.get('x-auto-response-suppress')).toBe('All');
  });

  it('is one message for a mail program: both parts whole, one recipient, and no header from outside', async () => {
    const hostile = 'down\r\nBcc: eve@example.com\r\n\r\n<b>body</b> ☃';
    await send({ subject: hostile, text: `${hostile}\n`, html: `<p>☃ ${'wide '.repeat(400)}</p>` });
    const message = await lastMessage();
    expect(message.to).toEqual([{ address: 'ada@example.com', name: '' }]);
    expect(message.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(message.subject).toBe('down Bcc: eve@example.com <b>body</b> ☃');
    expect(message.text?.replaceAll('\r\n', '\n').trim()).toBe(hostile.replaceAll('\r\n', '\n'));
    expect(message.html?.trim()).toBe(`<p>☃ ${'wide '.repeat(400)}</p>`);
    expect(message.attachments).toEqual([]);
  });

  it.each(['inc_1>\r\nBcc: eve@example.com', 'inc 1', 'inc_ä'])('refuses the thread %j', async (thread) => {
    await expect(send({ thread })).rejects.toBeInstanceOf(InvalidInputError);
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
