import { createHash } from 'node:crypto';

/** Body of the so-manieth dead letter of a queue, the same in every run; `error`: what its consumer's log says, which may tell its form. */
export function deadLetterBody(queue: string, number: number, error: string | undefined): string {
  const order = {
    orderId: idOf(`${queue} order ${number}`),
    tenant: `tenant-${(number % 40) + 1}`,
    lines: [{ sku: `sku-${number % 90}`, count: 1 }],
  };
  const text = JSON.stringify(order);
  return error !== undefined && /not JSON|end of input/i.test(error) ? text.slice(0, text.length / 2) : text;
}

/** Looks like the id that SQS gives a message. */
export function idOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex');
  return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
