/** The path of the stage, or of the domain's mapping; empty at the root. */
export function basePath(consoleUrl: string): string {
  return new URL(consoleUrl).pathname.replace(/\/+$/, '');
}
