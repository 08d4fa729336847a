import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { escapeHtml, html, renderHtml } from '../../../lambdas/pages/html/html.ts';

const markupCharacter = fc.constantFrom('"', "'", '<', '>', '&', '`', '/', '=', ' ', 'a');
const hostileString = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: markupCharacter }));

describe('html', () => {
  it('escapes what is put into text and into attributes', () => {
    const hostile = `"><script>alert('x')</script>`;
    const page = renderHtml(html`<p title="${hostile}">${hostile}</p>`);
    expect(page).not.toContain('<script');
    expect(page.match(/"/g)).toHaveLength(2);
  });

  it('keeps nested markup and leaves out nothing, null and false', () => {
    const items = ['a', 'b'].map((each) => html`<li>${each}</li>`);
    expect(renderHtml(html`<ul>${items}${null}${false}${undefined}${0}</ul>`)).toBe(
      '<ul><li>a</li><li>b</li>0</ul>',
    );
  });

  it('never lets a value make a tag or end an attribute', () => {
    fc.assert(
      fc.property(hostileString, (value) => {
        const page = renderHtml(html`<p title="${value}">${value}</p>`);
        expect(page).toMatch(/^<p title="[^"<>']*">[^"<>']*<\/p>$/);
      }),
    );
  });

  it('makes text visible that would reorder or hide what is read', () => {
    expect(escapeHtml('pay\u202Elabolg\u0000\uD800')).toBe('pay[U+202E]labolg\uFFFD\uFFFD');
  });

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>1</script>',
    'vbscript:x',
    '//evil.example/x',
    '/\\evil.example',
    'https://user:word@evil.example/',
    'blob:https://x/1',
  ])('leads nowhere for the link %j', (url) => {
    expect(renderHtml(html`<a href="${url}">x</a>`)).toBe('<a href="&#35;">x</a>'.replace('&#35;', '#'));
  });

  it('only ever links to http, https or this host', () => {
    const anyUrl = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.webUrl(),
      fc.constantFrom('/', '/incidents/inc_1?x=1'),
    );
    fc.assert(
      fc.property(fc.constantFrom('', 'javascript:', 'data:', '/', '\t'), anyUrl, (prefix, url) => {
        const href = /href="([^"]*)"/.exec(renderHtml(html`<a href="${prefix + url}">x</a>`))?.[1];
        expect(href).toMatch(/^(?:#|https?:&#?|https?:\/\/|\/(?![/\\]))|^\/$/);
      }),
    );
  });

  it.each([
    ['an unquoted attribute', () => html`<p title=${'x'}>`],
    ['a part of a URL', () => html`<a href="/x/${'y'}">z</a>`],
    ['a tag name', () => html`<${'p'}>`],
    ['an attribute name', () => html`<p ${'x'}="1">`],
    ['an event handler', () => html`<p onclick="${'x'}">`],
    ['a style attribute', () => html`<p style="${'x'}">`],
    ['a script', () => html`<script>${'x'}</script>`],
    ['a style sheet', () => html`<style>${'x'}</style>`],
    ['a comment', () => html`<!-- ${'x'} -->`],
    ['markup in an attribute', () => html`<p title="${html`<b>x</b>`}">`],
  ])('refuses a value in %s', (_, make) => {
    expect(make).toThrow(TypeError);
  });
});
