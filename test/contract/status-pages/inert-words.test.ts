import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { aPublicPost } from '../../support/builders/public-status/a-public-post.ts';
import { aPublicRelease } from '../../support/builders/public-status/a-public-status.ts';
import { publicPages, statusWorld } from '../../support/worlds/status-world.ts';

const hostile =
  '<script>alert(1)</script> {{< readFile "/etc/passwd" >}} [go](https://evil.example) `code` --- "x"';
const release = aPublicRelease({ title: 'Checkout: "errors"', text: hostile });

let world: Awaited<ReturnType<typeof statusWorld>>;
beforeEach(async () => {
  world = await statusWorld(() => new Date(release.at));
  for (const page of world.bound(publicPages)) await page.publish(aPublicPost([release]));
});
afterEach(() => world.stop());

it('the static page shows what a person typed as text', () => {
  const page = world.bucket.get('acme-status/shop/index.html')?.text ?? '';
  expect(page).toContain('&#60;script&#62;');
  expect(page).not.toContain('<script');
});

it('the files of the static page may be kept for half a minute, and no longer', () => {
  for (const name of ['status.json', 'index.html']) {
    expect(world.bucket.get(`acme-status/shop/${name}`)?.headers['cache-control']).toBe('public, max-age=30');
  }
});

it('a file of cstate has one shortcode a release, its own, and front matter that stays closed', () => {
  const [file] = world.board.of('github');
  const text = (file?.lines ?? []).join('\n');
  expect(text.match(/\{\{</g)).toHaveLength(1);
  expect(text).toMatch(
    /^---\ntitle: "Checkout: \\"errors\\""\ndate: 2026-11-23 02:02:10\nresolved: false\nseverity: disrupted\naffected:\n {2}- "Checkout"\nsection: issue\n---\n/,
  );
  expect(text).not.toMatch(/\[go\]|<script/);
});
