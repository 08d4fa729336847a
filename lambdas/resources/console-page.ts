import { consoleHostOf } from '../domain/aws-partition.ts';

/** Address of a page in the AWS console of a Region; `path` is encoded already and begins with a slash. */
export function consolePage(region: string, path: string, fragment = ''): string {
  const query = `${path.includes('?') ? '&' : '?'}region=${encodeURIComponent(region)}`;
  return `https://${consoleHostOf(region)}${path}${query}${fragment}`;
}
