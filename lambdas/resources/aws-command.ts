/** A command line of the AWS CLI for a POSIX shell: whatever a shell would read otherwise is quoted. */
export function awsCommand(
  operation: readonly string[],
  options: Readonly<Record<string, string>>,
  region: string,
): string {
  const given = Object.entries({ ...options, region }).map(([name, value]) => `--${name} ${quoted(value)}`);
  return ['aws', ...operation, ...given].join(' ');
}

function quoted(value: string): string {
  return /^[A-Za-z0-9_/:.,+@%-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
