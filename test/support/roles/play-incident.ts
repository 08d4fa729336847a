import { randomBytes } from 'node:crypto';
import { eventually as eventuallyWithin } from '../servers/eventually.ts';
import type { LocalClient } from '../servers/local-client.ts';

/** On machines that do other work too. */
const eventually: typeof eventuallyWithin = (what, look) => eventuallyWithin(what, look, 240);

/** What the senders of alerts and changes prove themselves with, by source. */
export type SourceTokens = Readonly<Record<string, readonly string[]>>;

/**
 * Everything that the outside world does to a Firebreak while a bad deployment is stabilised: deliveries of every size, a reported change,
 * a person who stops automation and lets it go on, one who decides, and an incident that only people can end.
 */
export async function playIncident(client: LocalClient, tokens: SourceTokens): Promise<void> {
  const send = async (path: string, secret: string, body: unknown): Promise<void> => {
    // As every sender does after a 503.
    await eventually(`a delivery to ${path} that is accepted`, async () => {
      const { status } = await client.post(`${path}/generic/${tokens[secret]?.at(-1)}`, body);
      return status === 202;
    });
  };
  const command = async (id: string, given: object): Promise<void> => {
    const { status, body } = await client.post(`/v1/incidents/${id}/commands`, { by: 'ana', ...given });
    if (status !== 202)
      throw new Error(`${JSON.stringify(given)} was answered ${status}: ${JSON.stringify(body)}`);
  };
  const incidentThatIs = (status: string, title: string) =>
    eventually(`${title}, ${status}`, async () =>
      (await client.incidents()).find((each) => each['title'] === title && each.status === status),
    );
  const ended = (title: string) =>
    eventually(`${title}, closed, with its postmortem where one is drafted`, async () => {
      const [found] = (await client.incidents()).filter((each) => each['title'] === title);
      if (found?.status !== 'closed') return false;
      // Of a minor one none is drafted.
      const { severity, postmortem } = await client.incident(found.id);
      return severity === 'SEV3' || postmortem !== null;
    });

  await send('/v1/changes', 'changes', { service: 'acme/warehouse', version: '1' });
  // More than a queue's message holds, however it is packed.
  const long = randomBytes(1_500_000).toString('base64');
  await send('/v1/alerts', 'generic', {
    id: 'l',
    title: 'Long',
    status: 'firing',
    service: 'warehouse',
    description: long,
  });

  const { id } = await incidentThatIs('awaiting-approval', 'CheckoutErrorRateHigh');
  await client.incident(id);
  await command(id, { command: 'take-over' });
  await incidentThatIs('handed-over', 'CheckoutErrorRateHigh');
  await command(id, { command: 'resume' });
  await incidentThatIs('awaiting-approval', 'CheckoutErrorRateHigh');
  await approveWithTheNextLink(client);

  const unknown = await incidentThatIs('handed-over', 'Long');
  await client.post('/v1/kill-switch', { isOn: true, reason: 'played', by: 'ana' });
  await client.post('/v1/kill-switch', { isOn: false, reason: 'played', by: 'ana' });
  await command(unknown.id, { command: 'resolve', comment: 'played', yes: true });
  await ended('Long');
  await ended('CheckoutErrorRateHigh');
}

/** Mistypes the code until the link is closed, and decides with the one that comes for it. */
async function approveWithTheNextLink(client: LocalClient): Promise<void> {
  const known = new Set((await client.approvalMails()).map(({ key }) => key));
  const closed = await eventually('a link that still decides', async () => {
    for (const mail of (await client.approvalMails()).toReversed()) {
      const { status } = await client.decide(
        { ...mail, code: mail.code === '000000' ? '000001' : '000000' },
        'approve',
      );
      if (status === 403) return mail;
    }
    return undefined;
  });
  const next = await eventually('a link in place of the closed one', async () => {
    await client.decide({ ...closed, code: closed.code === '000000' ? '000001' : '000000' }, 'approve');
    return (await client.approvalMails()).find(({ key }) => !known.has(key));
  });
  await client.decide(next, 'approve');
}
