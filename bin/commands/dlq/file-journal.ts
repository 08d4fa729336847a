import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MoveState, RedriveJournal } from '../../../lambdas/ports/dead-letter-queue.ts';

const states: readonly string[] = ['sending', 'sent', 'done'];
/** Of what SQS moved by itself: a digest stands in place of an id. */
const drained = 'drained';

/** A line for each step of each message; the last one of a message counts. A line that was cut off by a crash is passed over. */
export function createFileJournal(path: string): RedriveJournal {
  const lines = async (): Promise<readonly (readonly [string, string])[]> => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split('\n').map((line) => {
      const [id = '', state = ''] = line.split(' ');
      return [id, state] as const;
    });
  };
  const append = async (text: string): Promise<void> => {
    await mkdir(dirname(path), { recursive: true });
    await appendFile(path, text, { flush: true });
  };
  return {
    async read() {
      const entries = await lines();
      return new Map(
        entries.flatMap(([id, state]) => (states.includes(state) ? [[id, state as MoveState] as const] : [])),
      );
    },
    note: (messageId, state) => append(`${messageId} ${state}\n`),
    async remembered() {
      const entries = await lines();
      return new Set(entries.flatMap(([digest, state]) => (state === drained ? digest : [])));
    },
    remember: (digests) => append(digests.map((digest) => `${digest} ${drained}\n`).join('')),
  };
}
