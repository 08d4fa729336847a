import type { Channel } from '../../../lambdas/ports/plug-ins/channel.ts';
import { createInProcessAws, type InProcessRequest } from '../../../local/world/in-process-aws.ts';
import { sampleNotifications } from './samples/sample-notifications.ts';

/** Sends one notification of each kind through a channel; tells what of its environment it read, and its calls to AWS. */
export async function sendThrough(channel: Channel) {
  const read: string[] = [];
  const values = Object.entries(channel.env).map(([name, { local }]) => [name, local] as const);
  const known = new Map([
    ...values,
    ...Object.keys(channel.secrets).map((name) => [name, 'secret'] as const),
  ]);
  const variable = (name: string): string => {
    read.push(name);
    const value = known.get(name);
    if (value === undefined) throw new Error(`The channel ${channel.name} does not declare ${name}`);
    return value;
  };
  const sent: InProcessRequest[] = [];
  const aws = createInProcessAws((request) => {
    sent.push(request);
    return request.service === 'ses' ? { body: '{}' } : { body: '<R><PublishResult></PublishResult></R>' };
  });
  const to = { id: 'ana', name: 'Ana', email: 'ana@example.com', channels: [channel.name] };
  const context = { aws, variable, secret: async (name: string) => variable(name) };
  for (const notification of sampleNotifications('Checkout fails')) {
    const message = channel.render(notification);
    if (message !== null) await channel.send(context, to, message);
  }
  return { read, sent };
}
