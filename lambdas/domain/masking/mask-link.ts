import { type MaskingOptions, maskText } from './mask-text.ts';

/**
 * A web link without user and password, and without a query or fragment in which something would be masked: a link that is altered within
 * leads nowhere. Null when its path itself is a secret. The address of its host is no person's.
 */
export function maskLink(link: string, { keepsAddress = () => false }: MaskingOptions): string | null {
  const url = URL.parse(link);
  if (url === null) return null;
  const hasHidden = /[^\x21-\x7e]/.test(link);
  const hasUser = url.username !== '' || url.password !== '';
  url.username = '';
  url.password = '';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isClean = (text: string) =>
    maskText(text, { keepsAddress: (address) => address === host || keepsAddress(address) }) === text;
  const whole = hasUser || hasHidden ? url.href : link;
  if (isClean(whole)) return whole;
  const { hash } = url;
  url.hash = '';
  if (isClean(url.href)) return url.href;
  url.search = '';
  url.hash = hash;
  if (isClean(url.href)) return url.href;
  url.hash = '';
  return isClean(url.href) ? url.href : null;
}
