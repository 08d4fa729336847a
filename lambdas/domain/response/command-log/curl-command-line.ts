import { maskText } from '../../masking/mask-text.ts';
import { isSecretName } from '../../masking/secret-names.ts';
import { shellWord } from './shell-word.ts';

/** A request to a server outside AWS. */
export interface HttpCall {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** All others may hold what only the two ends know. */
const openHeaders: readonly string[] = ['content-type', 'webhook-id', 'webhook-timestamp'];
const longestLine = 1000;

/** The request as a command line of curl; secrets are masked, and what is very long is cut. */
export function curlCommandLine({ method, host, path, headers = {}, body }: HttpCall): string {
  const parts = [
    `curl --request ${method}`,
    ...Object.entries(headers).map(([name, value]) => {
      const shown = openHeaders.includes(name.toLowerCase()) ? value : '<secret>';
      return `--header ${shellWord(`${name}: ${shown}`)}`;
    }),
    ...(body === undefined ? [] : [`--data ${shellWord(bodyText(body))}`]),
    shellWord(`https://${host}${path}`),
  ];
  const line = parts.join(' ');
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)} …`;
}

function bodyText(body: string): string {
  try {
    return maskText(JSON.stringify(JSON.parse(body), masked));
  } catch {
    return maskText(body);
  }
}

function masked(name: string, value: unknown): unknown {
  return isSecretName(name) && typeof value !== 'object' ? '<secret>' : value;
}
