/** JSON as the table stores it: one text. Half a character, which no store takes everywhere, becomes U+FFFD. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.includes('\\ud') ? JSON.stringify(value, wellFormed) : text;
}

export function fromJsonText(text: string): unknown {
  return JSON.parse(text);
}

function wellFormed(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}
