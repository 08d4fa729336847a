/** From the sign to the end: the domain has a dot. The name before it is looked for backwards, so that each character is read once. */
const fromSign = /(?:@|%40|&#64;|&commat;)(?:[\p{L}\p{N}-]{1,63}(?:\.|%2E)){1,8}[\p{L}\p{N}-]{1,63}/giu;
const nameBefore = /(?:"[^"\n]{1,64}"|[\p{L}\p{N}._%+'~-]{1,64})$/u;

/** Replaces mail addresses by `<email>`, also of other scripts and with a quoted name. */
export function maskEmails(text: string): string {
  let masked = '';
  let from = 0;
  for (const match of text.matchAll(fromSign)) {
    const before = text.slice(Math.max(from, match.index - 66), match.index);
    const name = nameBefore.exec(before)?.[0] ?? '';
    if (name === '') continue;
    masked += `${text.slice(from, match.index - name.length)}<email>`;
    from = match.index + match[0].length;
  }
  return masked + text.slice(from);
}
