const nowhere = '#';

/** The URL if a link may lead there: http, https, a path on this host, or a place on this page; `#` otherwise. */
export function safeUrl(url: string): string {
  if (/^#[a-z][a-z0-9-]*$/.test(url)) {
    return url;
  }
  if (/^\/(?![/\\])[\x21-\x7E]*$/.test(url)) {
    return url.includes('\\') ? nowhere : url;
  }
  return parsedWebUrl(url) ?? nowhere;
}

/** Whether a URL from outside may become a link: absolute http or https, and without credentials in it. */
export function isWebUrl(url: string): boolean {
  return parsedWebUrl(url) !== null;
}

function parsedWebUrl(url: string): string | null {
  if (!URL.canParse(url)) {
    return null;
  }
  const { protocol, href, username, password } = new URL(url);
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '' ? href : null;
}
