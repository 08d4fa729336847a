import * as z from 'zod';
import { LineFile } from '../state/line-file.ts';
import type { StateDirectory } from '../state/state-directory.ts';

const messageSchema = z.object({
  service: z.string(),
  /** As the service calls it; a later one of the same id takes its place. */
  id: z.string(),
  /** Id of the message that it answers. */
  thread: z.string().nullable(),
  title: z.string(),
  lines: z.array(z.string()),
  link: z.string().nullable(),
  /** What the service keeps of it for itself. */
  data: z.record(z.string(), z.unknown()),
});

/** A message as one of the services that stand for the real ones took it. */
export type BoardMessage = z.output<typeof messageSchema>;

/** What all of them took: on disk before the sender hears of it. */
export class MessageBoard {
  readonly #file: LineFile | null;
  readonly #messages = new Map<string, BoardMessage>();

  constructor(state: StateDirectory | null) {
    this.#file = state === null ? null : new LineFile(state.file('channels.jsonl'));
    for (const line of this.#file?.read() ?? []) {
      const { data } = messageSchema.safeParse(line);
      if (data !== undefined) this.#messages.set(keyOf(data), data);
    }
  }

  put(message: BoardMessage): void {
    this.#file?.append([message]);
    this.#messages.set(keyOf(message), message);
  }

  /** Oldest first. */
  of(service: string): readonly BoardMessage[] {
    return [...this.#messages.values()].filter((each) => each.service === service);
  }
}

function keyOf({ service, id }: BoardMessage): string {
  return `${service} ${id}`;
}
