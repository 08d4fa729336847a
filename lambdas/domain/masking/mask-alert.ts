import { contentHash } from '../content-hash.ts';
import type { Alert } from '../records/alert.ts';
import { addressesIn } from './addresses.ts';
import { maskLink } from './mask-link.ts';
import { type MaskingOptions, maskVisible } from './mask-text.ts';
import { isPersonalNumberName, isSecretName } from './secret-names.ts';
import { isSecretValue } from './secret-values.ts';

/** Labels that name one of the user's machines: an address in them is what tells which. */
const machine =
  /^(?!.*(?:client|user|remote|source|src|visitor|caller|customer|sender))(?:.*[_.-])?(?:instance|host|hostname|node|pod|server|target|peer|upstream|backend|exporter|device|router|resource|address|(?:host|node|pod|instance|private|public|server|internal)[_.-]?ip)$/i;

/** The text of an alert as everybody may read it: nothing hidden, no secrets, no personal data. The ledger alone has it as it came. */
export function maskAlert(alert: Alert): Alert {
  const { title, description, service, severityRaw, labels, links } = alert;
  const machines = new Set(
    Object.entries(labels).flatMap(([name, value]) => (machine.test(name) ? addressesIn(value) : [])),
  );
  const options: MaskingOptions = { keepsAddress: (address) => machines.has(address) };
  const masked = (text: string) => maskVisible(text, options);
  return {
    ...alert,
    // Two identities that look alike when they are masked stay two.
    fingerprint:
      masked(alert.fingerprint) === alert.fingerprint
        ? alert.fingerprint
        : contentHash(alert.fingerprint).slice(0, 32),
    title: masked(title),
    description: description === null ? null : masked(description),
    service: service === null ? null : masked(service),
    severityRaw: severityRaw === null ? null : masked(severityRaw),
    labels: Object.fromEntries(
      Object.entries(labels).map(([name, value]) => [masked(name), maskLabel(name, value, masked)]),
    ),
    links: links.map((link) => maskLink(link, options)).filter((link) => link !== null),
  };
}

function maskLabel(name: string, value: string, masked: (text: string) => string): string {
  if (isPersonalNumberName(name)) return '<id-number>';
  if (isSecretName(name) && isSecretValue(name, value, 'pair')) return '<secret>';
  const text = masked(value);
  // Two of a kind, such as two mailboxes, stay two: the incident's key is made of labels.
  return text === value || /\s/.test(value)
    ? text
    : text.replace(/<(email|ip|mac)>/g, `<$1-${contentHash(value).slice(0, 4)}>`);
}
