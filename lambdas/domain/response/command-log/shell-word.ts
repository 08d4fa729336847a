/** One argument of a POSIX shell: whatever a shell would read otherwise is quoted. */
export function shellWord(value: string): string {
  return /^[A-Za-z0-9_/:.,+@%-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
