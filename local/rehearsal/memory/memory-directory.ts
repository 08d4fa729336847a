/** A state directory of the local world that is kept in memory. */
export function memoryDirectory() {
  const files = new Map<string, string>();
  return {
    path: '',
    folder: (name: string) => name,
    file: (name: string) => name,
    readJson: (name: string): unknown => JSON.parse(files.get(name) ?? 'null') ?? undefined,
    writeJson: (name: string, value: unknown): void => {
      files.set(name, JSON.stringify(value));
    },
  };
}
