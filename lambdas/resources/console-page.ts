/** Where people sign in, by the beginning of the Region's name. */
const domains: readonly (readonly [string, string])[] = [
  ['cn-', 'console.amazonaws.cn'],
  ['us-gov-', 'console.amazonaws-us-gov.com'],
];

/** Address of a page in the AWS console of a Region; `path` is encoded already and begins with a slash. */
export function consolePage(region: string, path: string, fragment = ''): string {
  const domain = domains.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'console.aws.amazon.com';
  const query = `${path.includes('?') ? '&' : '?'}region=${encodeURIComponent(region)}`;
  return `https://${region}.${domain}${path}${query}${fragment}`;
}
