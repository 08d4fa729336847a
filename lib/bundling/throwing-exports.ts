/** The exports of a module, which throw when they are used after all. */
export function throwingExports(source: string, why: (name: string) => string): string {
  const names = Array.from(
    source.matchAll(/^export (?:async )?(?:const|class|function) (\w+)/gm),
    ([, name = '']) => name,
  );
  return names
    .map((name) => `export function ${name}() { throw new Error(${JSON.stringify(why(name))}); }`)
    .join('\n');
}
