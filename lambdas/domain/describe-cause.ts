const longest = 300;

/**
 * The message out of the cause of a failed task. Lambda gives `{errorMessage, errorType, trace}` as text; the trace
 * stays out. Null when there is nothing to say.
 */
export function describeCause(cause: string | null): string | null {
  if (cause === null || /^\s*(null)?\s*$/.test(cause)) return null;
  const message = messageIn(cause) ?? cause;
  return message.length > longest ? `${message.slice(0, longest)}…` : message;
}

function messageIn(cause: string): string | null {
  try {
    const parsed: unknown = JSON.parse(cause);
    if (typeof parsed !== 'object' || parsed === null || !('errorMessage' in parsed)) return null;
    return typeof parsed.errorMessage === 'string' ? parsed.errorMessage : null;
  } catch {
    // Long causes arrive cut off: what is left of the JSON still has the message in front.
    return /"errorMessage"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(cause)?.[1] ?? null;
  }
}
