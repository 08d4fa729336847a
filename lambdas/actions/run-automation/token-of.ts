import { lazyCrypto } from '../../adapters/builtins/lazy-builtins.ts';

/** A UUID (version 8) that is the same for the same text. */
export function tokenOf(text: string): string {
  const hash = lazyCrypto().createHash('sha256').update(text).digest('hex');
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-a$4-$5');
}
