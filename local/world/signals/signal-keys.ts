import { hashText } from '../chance/noise.ts';
import type { AccountView } from './account-view.ts';

type KeyName =
  | 'requests'
  | 'errors'
  | 'scatter'
  | 'p50'
  | 'p99'
  | 'concurrency'
  | 'rhythm'
  | 'lines'
  | 'depth';
type Keys = Readonly<Record<KeyName, number>>;
const keys = new WeakMap<AccountView, Map<string, Keys>>();

/** What the chance of each signal depends on. */
export function keysOf(account: AccountView, of: string): Keys {
  const ofAccount = keys.get(account) ?? new Map<string, Keys>();
  keys.set(account, ofAccount);
  const known = ofAccount.get(of);
  if (known !== undefined) return known;
  const key = (signal: string): number => hashText(`${account.key}|${of}|${signal}`);
  const made: Keys = {
    requests: key('requests'),
    errors: key('errors'),
    scatter: key('scatter'),
    p50: key('p50'),
    p99: key('p99'),
    concurrency: key('concurrency'),
    rhythm: key('rhythm'),
    lines: key('lines'),
    depth: key('depth'),
  };
  ofAccount.set(of, made);
  return made;
}
