const longest = 64;

/** Text from anywhere, made safe as a part of a key, a name or a URL; "unknown" when nothing is left of it. */
export function keyPart(text: string | null | undefined): string {
  const safe = (text ?? '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._]+/g, '-')
    .slice(0, longest)
    .replaceAll(/^[-._]+|[-._]+$/g, '');
  return safe === '' ? 'unknown' : safe;
}
