import { ConfigurationError } from '../../domain/errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../../ports/http-client.ts';

/** Asks an issuer, by address; one of this computer is asked without TLS, and only if the issuer itself is one. */
export interface IssuerRequests {
  send(url: string, request?: Omit<HttpRequest, 'host' | 'path' | 'method'>): Promise<HttpResponse>;
  /** The address if requests and browsers may be sent there. Throws ConfigurationError otherwise. */
  checked(url: string): URL;
}

export function createIssuerRequests(http: HttpClient, issuer: string): IssuerRequests {
  const home = new URL(issuer);
  const checked = (url: string): URL => {
    const found = URL.parse(url);
    const isHome = home.protocol === 'http:' && found?.origin === home.origin;
    const isPublic = found?.protocol === 'https:' && found.port === '';
    if (found === null || !(isHome || isPublic) || found.username !== '' || found.hash !== '') {
      throw new ConfigurationError(
        `${home.host} names an address that is not used: it must be https, without a port`,
      );
    }
    return found;
  };
  return {
    checked,
    async send(url, request = {}) {
      const { host, pathname, search } = checked(url);
      const method = request.body === undefined ? 'GET' : 'POST';
      return await http.send({ ...request, method, host, path: `${pathname}${search}` });
    },
  };
}
