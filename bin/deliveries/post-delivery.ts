import { CommandError } from '../cli/command-error.ts';

export async function postDelivery(
  address: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
): Promise<Response> {
  try {
    return await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: Uint8Array.from(body),
    });
  } catch (cause) {
    throw new CommandError(`${address} does not answer`, { next: 'Is it running? Check --url.', cause });
  }
}
