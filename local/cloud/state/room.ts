import { statfsSync } from 'node:fs';
import { shortageOf } from './shortage.ts';

/** What the stores may need to finish what they have begun. */
const RESERVE_BYTES = 8 * 1024 * 1024;
const LOOK_EVERY_MS = 250;
/** Open files are closed as work ends; a disk says by itself how much is free. */
const CALM_MS = 2_000;

/**
 * Whether there is room to work: space on the disk of the state, and file descriptors. While there is none, senders are told to send again and
 * everything else waits; why is told once, and so is the end.
 */
export class Room {
  readonly #path: string;
  readonly #tell: (line: string) => void;
  readonly #onRoom: (() => Promise<void>)[] = [];
  #shortage: string | null = null;
  #reportedAt = Number.NEGATIVE_INFINITY;
  #waiting: Promise<void> | null = null;
  #stopped = false;

  constructor(path: string, tell: (line: string) => void) {
    this.#path = path;
    this.#tell = tell;
  }

  /** What is short, or null. */
  shortage(): string | null {
    if (this.#shortage === null && this.#isFull()) this.#begin('The disk is full');
    return this.#shortage;
  }

  /** Takes note of an error that is a shortage; false for every other. */
  report(error: unknown): boolean {
    const shortage = shortageOf(error);
    if (shortage === null) return false;
    this.#reportedAt = performance.now();
    this.#begin(shortage);
    return true;
  }

  /** Done before work goes on, such as opening a database again. */
  onRoom(work: () => Promise<void>): void {
    this.#onRoom.push(work);
  }

  /** Resolves at once, or when there is room again. */
  async free(): Promise<void> {
    while (this.shortage() !== null && !this.#stopped) await this.#waiting;
  }

  stop(): void {
    this.#stopped = true;
  }

  #isFull(): boolean {
    const { bavail, bsize } = statfsSync(this.#path);
    return bavail * bsize < RESERVE_BYTES;
  }

  #begin(shortage: string): void {
    if (this.#shortage !== null) return;
    this.#shortage = shortage;
    this.#tell(
      `${shortage}: ${this.#path}. Senders are told to send again, and open incidents wait until there is room.`,
    );
    this.#waiting = this.#watch();
  }

  async #watch(): Promise<void> {
    do await pause(LOOK_EVERY_MS);
    while (!this.#stopped && (this.#isFull() || performance.now() - this.#reportedAt < CALM_MS));
    if (this.#stopped) return;
    for (const work of this.#onRoom) await work();
    this.#shortage = null;
    this.#tell('There is room again: going on.');
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
