import { describe, expect, it } from '@jest/globals';
import { shortageOf } from '../../../../local/cloud/state/shortage.ts';

const error = (message: string, more: object = {}): Error => Object.assign(new Error(message), more);

describe('a shortage', () => {
  it.each([
    [error('ENOSPC: no space left on device, write', { code: 'ENOSPC' }), 'The disk is full'],
    [error('database or disk is full', { code: 'ERR_SQLITE_ERROR', errcode: 13 }), 'The disk is full'],
    [
      error('put failed', { cause: error('IO error: 000003.log: No space left on device') }),
      'The disk is full',
    ],
    [error('spawn', { code: 'EMFILE' }), 'Too many files are open (ulimit -n)'],
    [error('EROFS: read-only file system', { code: 'EROFS' }), 'The disk does not take writes'],
  ])('is known by its code, however a package wraps it: %s', (thrown, shortage) => {
    expect(shortageOf(thrown)).toBe(shortage);
  });

  it.each([
    error('ECONNREFUSED', { code: 'ECONNREFUSED' }),
    error('database is locked', { errcode: 5 }),
    'ENOSPC',
  ])('is no other error: %s', (thrown) => expect(shortageOf(thrown)).toBeNull());
});
