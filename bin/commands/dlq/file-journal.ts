import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { MoveState, RedriveJournal } from '../../../lambdas/ports/dead-letter-queue.ts';

const states: readonly string[] = ['sending', 'sent', 'done'];

/** A line for each step of each message; the last one of a message counts. A line that was cut off by a crash is passed over. */
export function createFileJournal(path: string): RedriveJournal {
  return {
    async read() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      const entries = text.split('\n').map((line) => line.split(' '));
      return new Map(
        entries.flatMap(([id = '', state = '']) =>
          states.includes(state) ? [[id, state as MoveState] as const] : [],
        ),
      );
    },
    async note(messageId, state) {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, `${messageId} ${state}\n`, { flush: true });
    },
  };
}
