import { createReadStream } from 'node:fs';
import { CommandError } from '../../cli/command-error.ts';

const lineFeed = 0x0a;

/** The lines of a file with their line feeds; a carriage return is part of a line. What is no UTF-8 is an empty text. */
export async function* fileLines(file: string): AsyncGenerator<string> {
  let rest: Uint8Array = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(file)) {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(lineFeed); end !== -1; end = rest.indexOf(lineFeed)) {
        yield decoded(rest.subarray(0, end + 1));
        rest = rest.subarray(end + 1);
      }
    }
  } catch (cause) {
    throw new CommandError(`${file} cannot be read`, { cause, exitCode: 2 });
  }
  if (rest.length > 0) yield decoded(rest);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return '';
  }
}
