const LOOK_EVERY_MS = 100;

/**
 * For tests over real processes: looks again until `look` gives something, and fails with what was waited for when it
 * does not within the deadline. Nothing may depend on how long it took.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  deadlineSeconds = 60,
): Promise<T> {
  const deadline = Date.now() + deadlineSeconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${deadlineSeconds} s in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
