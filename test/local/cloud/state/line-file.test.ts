import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LineFile } from '../../../../local/cloud/state/line-file.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firebreak-lines-'));
  path = join(folder, 'mails.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file of lines', () => {
  it('gives back what was added, also to another process', () => {
    new LineFile(path).append([{ to: 'ana' }, 'two\nlines ☃']);
    new LineFile(path).append([3]);
    expect(new LineFile(path).read()).toEqual([{ to: 'ana' }, 'two\nlines ☃', 3]);
  });

  it('is empty before anything was added, and when it is cleared', () => {
    const file = new LineFile(path);
    expect(file.read()).toEqual([]);
    file.append([1]);
    file.clear();
    expect(file.read()).toEqual([]);
  });

  it('loses no other line to one that a kill cut short', () => {
    const file = new LineFile(path);
    file.append([1]);
    appendFileSync(path, '\n{"to":"an');
    file.append([2]);
    expect(file.read()).toEqual([1, 2]);
  });

  it('writes only what is new', () => {
    const file = new LineFile(path);
    file.append([1]);
    const before = readFileSync(path, 'utf8');
    file.append([2]);
    expect(readFileSync(path, 'utf8').startsWith(before)).toBe(true);
  });
});
