/** A name on the internet, without a port: an address or `localhost` is none. */
const hostPattern = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Address of a page of a server outside AWS. `path` is encoded already and begins with a slash. */
export function outsidePage(host: string, path: string): string {
  return `https://${hostPattern.test(host) ? host : 'not-a-host.invalid'}${path}`;
}
