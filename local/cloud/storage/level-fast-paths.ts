import { Stream } from 'node:stream';
import type { Level, LevelRange, LevelWrite } from 'dynalite/db/index.js';

/** One trip to LevelDB's thread reads a page of DynamoDB, which holds 1 MB at most. */
const PAGE = { values: 1000, bytes: 1024 * 1024 };

/**
 * Gives dynalite fast paths to LevelDB: a single read happens at once, out of memory or the page cache, a range in one trip to LevelDB's thread instead of one for each value,
 * and an item is written together with its index entries. An answer still comes after its write.
 */
export function addFastPaths(level: Level): void {
  const writes = new Writes(level);
  level.get = (key, done) => {
    let value: unknown;
    try {
      value = level.getSync(key);
    } catch (error) {
      return done(error);
    }
    done(null, value);
  };
  level.put = (key, value, done) => writes.add({ type: 'put', key, value }, done);
  level.del = (key, done) => writes.add({ type: 'del', key }, done);
  level.createValueStream = (range) => new Values(level, range);
}

/** What is written in one turn of the event loop, in one batch, which LevelDB writes whole or not at all. */
class Writes {
  readonly #level: Level;
  #batch: LevelWrite[] = [];
  #waiting: ((error: unknown) => void)[] = [];

  constructor(level: Level) {
    this.#level = level;
  }

  add(write: LevelWrite, done: (error: unknown) => void): void {
    if (this.#batch.length === 0) queueMicrotask(() => this.#flush());
    this.#batch.push(write);
    // dynalite writes an item once its index entries are written, and answers after the item.
    if (write.key.startsWith('index-')) done(null);
    else this.#waiting.push(done);
  }

  #flush(): void {
    const waiting = this.#waiting;
    const batch = this.#batch;
    this.#waiting = [];
    this.#batch = [];
    const settle = (error: unknown): void => {
      for (const done of waiting) done(error);
    };
    void this.#level.batch(batch).then(() => settle(null), settle);
  }
}

/** The values of a range, as a stream of the old kind: it emits until it is destroyed. */
class Values extends Stream {
  #isOver = false;

  constructor(level: Level, range: LevelRange) {
    super();
    void this.#read(level, range);
  }

  destroy(): void {
    this.#isOver = true;
  }

  async #read(level: Level, range: LevelRange): Promise<void> {
    try {
      const iterator = level.values({ ...range, highWaterMarkBytes: PAGE.bytes });
      try {
        while (!this.#isOver) {
          const values = await iterator.nextv(PAGE.values);
          if (values.length === 0) break;
          for (const value of values) {
            if (this.#isOver) break;
            this.emit('data', value);
          }
        }
      } finally {
        await iterator.close();
      }
      if (!this.#isOver) this.emit('end');
    } catch (error) {
      this.emit('error', error);
    }
  }
}
