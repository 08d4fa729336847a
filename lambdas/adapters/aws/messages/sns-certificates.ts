import { DependencyUnavailableError } from '../../../domain/errors.ts';

const timeoutMilliseconds = 2000;
const longestBytes = 16 * 1024;
/** SNS has one certificate per Region and year or so. */
const mostKept = 32;

/**
 * Fetches certificates of SNS once each: no redirects, 2 s, 16 KB. The caller has checked the address. Rejects with
 * DependencyUnavailableError.
 */
export function createSnsCertificates(
  send: typeof fetch = (...args) => fetch(...args),
): (url: URL) => Promise<string> {
  const kept = new Map<string, string>();
  return async (url) => {
    const known = kept.get(url.href);
    if (known !== undefined) return known;
    const text = await fetchText(send, url);
    if (kept.size >= mostKept) kept.clear();
    kept.set(url.href, text);
    return text;
  };
}

async function fetchText(send: typeof fetch, url: URL): Promise<string> {
  try {
    const response = await send(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMilliseconds) });
    if (response.status !== 200 || response.body === null) throw new Error(`HTTP ${response.status}`);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body) {
      bytes += chunk.byteLength;
      if (bytes > longestBytes) throw new Error('it is too large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  } catch (cause) {
    throw new DependencyUnavailableError('The certificate of SNS could not be fetched', { cause });
  }
}
