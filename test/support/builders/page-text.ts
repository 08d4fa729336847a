/** What a reader sees of a page: tags taken out, what the templates escape put back. */
export function textOf(markup: string): string {
  const main = markup.slice(markup.indexOf('<main'), markup.indexOf('</main>'));
  return main
    .replaceAll(/<\/(?:dt|dd|h\d|p|li|t[dhr]|div|summary)>/g, ' ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll(/\s+/g, ' ');
}
