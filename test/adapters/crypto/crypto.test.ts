import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createAesTokenVault } from '../../../lambdas/adapters/crypto/aes-token-vault.ts';
import { deriveKey, keyPurposes } from '../../../lambdas/adapters/crypto/derive-key.ts';
import { createDerivedMatchCodes } from '../../../lambdas/adapters/crypto/derived-match-codes.ts';
import { createSignedLinkKeys } from '../../../lambdas/adapters/crypto/signed-link-keys.ts';
import { createSignedNonces } from '../../../lambdas/adapters/crypto/signed-nonces.ts';
import type { LinkTokenClaims } from '../../../lambdas/ports/crypto/link-keys.ts';

const secret = async () => ['a-secret-of-the-test'] as const;
const otherSecret = async () => ['another-secret'] as const;
const now = new Date('2026-03-01T02:02:19.000Z');
const claims: LinkTokenClaims = {
  scope: 'approve',
  subject: 'apr_01KJKVQ4E0ZZZZZZZZZZZZZZZZ_0',
  person: 'ana',
  planHash: 'a'.repeat(64),
  generation: 0,
  expiresAt: '2026-03-01T03:02:19.000Z',
};

describe('deriveKey', () => {
  it('gives every purpose a key of its own', () => {
    const keys = keyPurposes.map((purpose) => deriveKey('secret', purpose).toString('hex'));
    expect(new Set(keys).size).toBe(keyPurposes.length);
  });
});

describe('signed link keys', () => {
  const keys = createSignedLinkKeys(secret);

  it('gives back the claims it signed', async () => {
    expect(await keys.verify(await keys.sign(claims), 'approve', now)).toEqual(claims);
  });

  it('refuses a key of another scope', async () => {
    const viewKey = await keys.sign({ ...claims, scope: 'view' });
    expect(await keys.verify(viewKey, 'approve', now)).toBeNull();
  });

  it('refuses a key of another secret', async () => {
    const forged = await createSignedLinkKeys(otherSecret).sign(claims);
    expect(await keys.verify(forged, 'approve', now)).toBeNull();
  });

  it('refuses an expired key', async () => {
    const key = await keys.sign(claims);
    expect(await keys.verify(key, 'approve', new Date('2026-03-01T03:02:20.000Z'))).toBeNull();
  });

  it('refuses an unsigned key', async () => {
    const [, payload] = (await keys.sign(claims)).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await keys.verify(`${header}.${payload}.`, 'approve', now)).toBeNull();
  });

  it('refuses whatever is not a key, without throwing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await keys.verify(text, 'approve', now)).toBeNull();
      }),
    );
  }, 30_000);

  it('refuses a key with any one character changed', async () => {
    const key = await keys.sign(claims);
    await fc.assert(
      fc.asyncProperty(fc.nat(key.length - 2), async (at) => {
        const changed = `${key.slice(0, at)}${key[at] === 'A' ? 'B' : 'A'}${key.slice(at + 1)}`;
        expect(await keys.verify(changed, 'approve', now)).toBeNull();
      }),
    );
  }, 30_000);
});

describe('signed nonces', () => {
  const nonces = createSignedNonces(secret);

  it('accepts its nonce with its link for ten minutes', async () => {
    const nonce = await nonces.issue('link', now);
    expect(await nonces.accepts(nonce, 'link', now)).toBe(true);
    expect(await nonces.accepts(nonce, 'link', new Date(now.getTime() + 599_000))).toBe(true);
    expect(await nonces.accepts(nonce, 'link', new Date(now.getTime() + 600_000))).toBe(false);
  });

  it('refuses the nonce of another link, a longer life and noise', async () => {
    const nonce = await nonces.issue('link', now);
    const signature = nonce.split('.')[1];
    expect(await nonces.accepts(nonce, 'other link', now)).toBe(false);
    expect(await nonces.accepts(`9999999999.${signature}`, 'link', now)).toBe(false);
    expect(await nonces.accepts('', 'link', now)).toBe(false);
    expect(await nonces.accepts(`${nonce}.x`, 'link', now)).toBe(false);
  });
});

describe('derived match codes', () => {
  const codes = createDerivedMatchCodes(secret);
  const subject = { approvalId: 'apr_1_0', person: 'ana', generation: 0 };

  it('gives six digits that match themselves only', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.nat(3), fc.string(), async (person, generation, guess) => {
        const mine = { approvalId: 'apr_1_0', person, generation };
        const code = await codes.codeFor(mine);
        expect(code).toMatch(/^\d{6}$/);
        expect(await codes.matches(mine, code)).toBe(true);
        expect(await codes.matches(mine, guess)).toBe(guess === code);
      }),
    );
  });

  it('gives each person and each generation a code of its own', async () => {
    const all = await Promise.all([
      codes.codeFor(subject),
      codes.codeFor({ ...subject, person: 'ben' }),
      codes.codeFor({ ...subject, generation: 1 }),
      codes.codeFor({ ...subject, approvalId: 'apr_1_1' }),
    ]);
    expect(new Set(all).size).toBe(4);
  });
});

describe('the token vault', () => {
  const vault = createAesTokenVault(secret);

  it('opens what it sealed, and never seals the same way twice', async () => {
    const token = 'AQCEAAAAKgAAAAMAAAAA'.repeat(100);
    const sealed = await vault.seal(token, 'apr_1_0');
    expect(sealed).not.toContain('AQCEAAAA');
    expect(await vault.open(sealed, 'apr_1_0')).toBe(token);
    expect(await vault.seal(token, 'apr_1_0')).not.toBe(sealed);
  });

  it('opens what an earlier secret sealed, and seals with the newer one', async () => {
    const [older, newer] = [async () => ['older'] as const, async () => ['newer'] as const];
    const sealed = await createAesTokenVault(older).seal('token', 'apr_1');
    const both = createAesTokenVault(newer, older);
    expect(await both.open(sealed, 'apr_1')).toBe('token');
    await expect(createAesTokenVault(newer).open(sealed, 'apr_1')).rejects.toMatchObject({
      code: 'auth.rejected',
    });
    const fresh = await both.seal('token', 'apr_1');
    expect(await createAesTokenVault(newer).open(fresh, 'apr_1')).toBe('token');
  });

  it('refuses another context, another secret and altered bytes', async () => {
    const sealed = await vault.seal('token', 'apr_1_0');
    await expect(vault.open(sealed, 'apr_2_0')).rejects.toMatchObject({ code: 'auth.rejected' });
    await expect(createAesTokenVault(otherSecret).open(sealed, 'apr_1_0')).rejects.toMatchObject({
      code: 'auth.rejected',
    });
    const altered = `${sealed.slice(0, 30)}${sealed[30] === 'A' ? 'B' : 'A'}${sealed.slice(31)}`;
    await expect(vault.open(altered, 'apr_1_0')).rejects.toMatchObject({
      code: 'auth.rejected',
    });
    await expect(vault.open('v1.', 'apr_1_0')).rejects.toMatchObject({ code: 'auth.rejected' });
    await expect(vault.open('', 'apr_1_0')).rejects.toMatchObject({ code: 'auth.rejected' });
  });
});

describe('a rotation of the secret', () => {
  const before = async () => ['old'] as const;
  const after = async () => ['new', 'old'] as const;
  const later = async () => ['newer', 'new'] as const;
  const subject = { approvalId: 'apr_1', person: 'ana', generation: 0 };

  it('breaks no link, nonce, code or sealed token that was made before it', async () => {
    const key = await createSignedLinkKeys(before).sign(claims);
    expect(await createSignedLinkKeys(after).verify(key, 'approve', now)).toEqual(claims);
    const nonce = await createSignedNonces(before).issue(key, now);
    expect(await createSignedNonces(after).accepts(nonce, key, now)).toBe(true);
    const code = await createDerivedMatchCodes(before).codeFor(subject);
    expect(await createDerivedMatchCodes(after).matches(subject, code)).toBe(true);
    const sealed = await createAesTokenVault(before).seal('token', 'apr_1');
    expect(await createAesTokenVault(after).open(sealed, 'apr_1')).toBe('token');
  });

  it('makes what is new with the new one, and the next ends what was made before', async () => {
    const key = await createSignedLinkKeys(after).sign(claims);
    expect(await createSignedLinkKeys(before).verify(key, 'approve', now)).toBeNull();
    expect(await createSignedLinkKeys(later).verify(key, 'approve', now)).toEqual(claims);
    const older = await createSignedLinkKeys(before).sign(claims);
    expect(await createSignedLinkKeys(later).verify(older, 'approve', now)).toBeNull();
  });

  it('is seen by a function that still had the old one cached', async () => {
    const cached = async (which?: string) =>
      which === 'fresh' ? (['new', 'old'] as const) : (['old'] as const);
    const key = await createSignedLinkKeys(after).sign(claims);
    expect(await createSignedLinkKeys(cached).verify(key, 'approve', now)).toEqual(claims);
    const sealed = await createAesTokenVault(after).seal('token', 'apr_1');
    expect(await createAesTokenVault(cached).open(sealed, 'apr_1')).toBe('token');
  });
});
