import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Room } from '../../../../local/cloud/state/room.ts';

const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });

describe('room to work', () => {
  const lines: string[] = [];
  let room: Room;
  beforeEach(() => {
    jest.useFakeTimers();
    lines.length = 0;
    room = new Room(tmpdir(), (line) => lines.push(line));
  });
  afterEach(() => {
    room.stop();
    jest.useRealTimers();
  });

  it('is there while nothing is short, and an error of another kind is none of its business', async () => {
    expect(room.report(new Error('no'))).toBe(false);
    expect(room.shortage()).toBeNull();
    await room.free();
    expect(lines).toEqual([]);
  });

  it('is waited for while something is short, which is told once, as is its end', async () => {
    let reopened = 0;
    room.onRoom(async () => {
      reopened += 1;
    });
    expect([room.report(full), room.report(full)]).toEqual([true, true]);
    expect(room.shortage()).toContain('disk');
    let isFree = false;
    const free = room.free().then(() => {
      isFree = true;
    });
    await jest.advanceTimersByTimeAsync(1_000);
    expect([isFree, lines.length]).toEqual([false, 1]);
    await jest.advanceTimersByTimeAsync(2_000);
    await free;
    expect([room.shortage(), reopened, lines.length]).toEqual([null, 1, 2]);
  });
});
