const LOOK_EVERY_MS = 100;

/**
 * For tests over real processes: looks again until `look` gives something, and fails with what was waited for when it
 * does not within the timeout. Nothing may depend on how long it took.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  timeoutSeconds = 60,
): Promise<T> {
  const giveUpAt = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > giveUpAt) throw new Error(`Waited ${timeoutSeconds} s in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
