import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** https://github.com/google/leveldb/blob/main/doc/log_format.md */
const blockBytes = 32_768;
const headerBytes = 7;

/** Why a LevelDB database cannot be opened as it was, or null. LevelDB itself begins anew when CURRENT is gone. */
export function whyLevelUnreadable(folder: string): string | null {
  const names = readdirSync(folder);
  const current = read(folder, 'CURRENT').toString('utf8').trim();
  if (current === '') return names.length === 0 ? 'it is empty' : 'CURRENT is missing or empty';
  if (!existsSync(join(folder, current)) || read(folder, current).length === 0) {
    return `${current} is missing or empty`;
  }
  return null;
}

/** The log of a LevelDB database that ends in the middle of a record, or null. LevelDB drops such an end without a word. */
export function tornLevelLog(folder: string): string | null {
  const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
  return logs.find((name) => isTorn(read(folder, name))) ?? null;
}

function read(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch {
    return Buffer.alloc(0);
  }
}

/** Whether a log ends before a record that it begins. */
function isTorn(log: Buffer): boolean {
  let at = 0;
  while (at < log.length) {
    const left = blockBytes - (at % blockBytes);
    if (left < headerBytes) {
      at += left;
      continue;
    }
    if (at + headerBytes > log.length) return true;
    const length = log.readUInt16LE(at + 4);
    const type = log.readUInt8(at + 6);
    // The rest of a block that was set aside in advance.
    if (type === 0 && length === 0) {
      at += left;
      continue;
    }
    at += headerBytes + length;
    if (at > log.length) return true;
  }
  return false;
}
