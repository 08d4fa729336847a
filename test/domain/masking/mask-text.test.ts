import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clippedLine, harmlessText } from '../../../lambdas/domain/masking/harmless-text.ts';
import { longestMasked, maskText } from '../../../lambdas/domain/masking/mask-text.ts';

/** Made up at run time, so that no scanner takes a test for a leak. */
const awsKey = ['AK', 'IA', 'ABCDEFGHIJ234567'].join('');
const awsSecret = ['wJalrXUtnFEMI', '/K7MDENG/bPxRfiCY', 'EXAMPLEKEY'].join('');
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'dBjftJeZ4CVP-mB92K27'].join('.');
const begin = '-----BEGIN RSA PRIVATE KEY-----';
const end = '-----END RSA PRIVATE KEY-----';

describe('personal data', () => {
  it.each([
    ['Mail to ana.b+shop@example.co.uk bounced', 'Mail to <email> bounced'],
    ['GET /users?mail=ana%40example.com', 'GET /users?mail=<email>'],
    ['from 203.0.113.7:443 and 2001:db8::8a2e:370:7334.', 'from <ip>:443 and <ip>.'],
    ['peer ::ffff:192.0.2.128 and [2001:db8::1]:80', 'peer <ip> and [<ip>]:80'],
    ['jane&#64;corp.example, jane [at] corp [dot] example', '<email>, <email>'],
    ['to jane%2540corp.example', 'to <email>'],
    ['to jane\uff20corp\u3002example', 'to <email>'],
    ['to j\u200bane@corp.example', 'to <email>'],
    ['to jane@xn--bcher-kva.example and jürgen@bücher.example', 'to <email> and <email>'],
    [`user ${Buffer.from('jane.doe@corp.example').toString('base64')} failed`, 'user <email> failed'],
    ['call 030/901820 or tel: 5551234567', 'call <phone> or tel: <phone>'],
    ['NI number AB 12 34 56 C', 'NI number <id-number>'],
    ['CPF 529.982.247-25, DNI 12345678Z', 'CPF <id-number>, DNI <id-number>'],
    ['AHV 756.9217.0769.85', 'AHV <id-number>'],
    ['personnummer 811228-9874', 'personnummer <id-number>'],
    ['passport number C01X00T47 expired', 'passport number <id-number> expired'],
    ['card 4111 1111 1111 1111 refused', 'card <card> refused'],
    ['card 5500-0000-0000-0004', 'card <card>'],
    ['to GB82 WEST 1234 5698 7654 32 failed', 'to <iban> failed'],
    ['to DE89370400440532013000', 'to <iban>'],
    ['call +49 30 901820 or (555) 123-4567', 'call <phone> or <phone>'],
    ['ssn 078-05-1120', 'ssn <id-number>'],
    ['nic 00:1b:44:11:3a:b7 down', 'nic <mac> down'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});

describe('secrets', () => {
  it.each([
    [`key ${awsKey} is disabled`, 'key <aws-key> is disabled'],
    [`found ${awsSecret} in the file`, 'found <secret> in the file'],
    [`sent ${jwt}`, 'sent <jwt>'],
    ['Authorization: Bearer abc.def-123', 'Authorization: <secret>'],
    ['got bearer abcdEFGH1234 from it', 'got bearer <secret> from it'],
    ['cookie: a=1; session=2', 'cookie: <secret>'],
    ['connect postgres://app:p@ss@db.internal/shop', 'connect postgres://<credentials>@db.internal/shop'],
    ['GET /cb?code=4/abc&next=home', 'GET /cb?code=<secret>&next=home'],
    ['password=hunter2, user=bob', 'password=<secret> user=bob'],
    ['{"password":"a\\"b,c","user":"bob"}', '{"password":"<secret>","user":"bob"}'],
    ['{"body":"{\\"apiKey\\":\\"k-1\\",\\"n\\":1}"}', '{"body":"{\\"apiKey\\":\\"<secret>\\",\\"n\\":1}"}'],
    ["{ clientSecret: 'x y', id: 1 }", "{ clientSecret: '<secret>', id: 1 }"],
    ['<user>bob</user><password>a b</password>', '<user>bob</user><password><secret></password>'],
    ['password="<x>hidden" pwd=<hidden', 'password="<secret>" pwd=<secret>'],
    ['DB_PASSWORD => s3cret', 'DB_PASSWORD => <secret>'],
    ['Server=x;Pwd=abc;Timeout=5', 'Server=x;Pwd=<secret>;Timeout=5'],
    [`key:\n${begin}\nMIIE\n${end}\nnext`, 'key:\n<private-key>\nnext'],
    [`cut off ${begin}\\nMIIEpAIBAAKCAQEA`, 'cut off <private-key>'],
    [`${['gh', 'p_'].join('')}${'a1'.repeat(18)} pushed`, '<secret> pushed'],
    [`${['sk', 'live'].join('_')}_4eC39HqLyjWD`, '<secret>'],
    [`${['gl', 'pat-'].join('')}${'a1'.repeat(10)}`, '<secret>'],
    [`bot 110201543:${['AA', 'Hdq'].join('')}${'a1'.repeat(15)}`, 'bot <secret>'],
    [`https://${['hooks', 'slack', 'com'].join('.')}/services/T0/B0/abc`, 'https://<secret>'],
    ['key aB3dE6gH9jK2mN5pQ8sT was used', 'key <secret> was used'],
    ['<ns:Password Type="text">a b</ns:Password>', '<ns:Password Type="text"><secret></ns:Password>'],
    ['<password><![CDATA[a b]]></password>', '<password><![CDATA[<secret></password>'],
    ['<add key="Password" value="x1"/>', '<add key="Password" value="<secret>"/>'],
    ['<key>password</key><string>x1</string>', '<key>password</key><string><secret></string>'],
    ['{"name":"DB_PASSWORD","value":"x1"}', '{"name":"DB_PASSWORD","value":"<secret>"}'],
    ['form-data; name="password"\n\nx1\n--b', 'form-data; name="password"\n\n<secret>\n--b'],
    [
      'form-data; name=\\"password\\"\\r\\n\\r\\nx1\\r\\n--b',
      'form-data; name=\\"password\\"\\r\\n\\r\\n<secret>\\r\\n--b',
    ],
    ['job --password x1 --retries 3', 'job --password <secret> --retries 3'],
    ['curl -u bob:x1 https://a.example', 'curl -u <credentials> https://a.example'],
    ['the password for app is hunter2', 'the password for app is <secret>'],
    ['password hunter22 was refused', 'password <secret> was refused'],
    ['API key: a1b2c3d4', 'API key: <secret>'],
    ['a=1&password%3Dhunter2%26b=2', 'a=1&password=<secret>&b=2'],
    ['(&quot;password&quot;, &quot;hunter2&quot;)', '("password", "<secret>")'],
    ['passwort：hunter2', 'passwort:<secret>'],
  ])('%s', (text, masked) => {
    expect(maskText(text)).toBe(masked);
  });
});

describe('what tells an engineer something', () => {
  it.each([
    "TypeError: Cannot read properties of undefined (reading 'currency')",
    'TokenExpiredError: jwt expired',
    'InvalidSignatureException: The request signature does not match',
    'Unexpected token } in JSON at position 5',
    'Basic authentication failed for upstream pricing',
    'prompt_tokens: 512, max_tokens: 4096',
    'Task timed out after 30.03 seconds at 2026-11-23T02:01:00.123Z',
    'shipping: 12 parcels, pinned: 3',
    'std::vector at Foo::Bar 02:01:33',
    'commit 9fceb02d0ae598e95dc970b74767f19372d61af8 deployed',
    'epoch 1763863321123, status 503',
    'RequestId: 8f5c2d3e-1c2b-4a5d-9e8f-112233445566 Duration: 12.5 ms',
    'host 10.0.12.5:9100, 192.168.4.4 and fd00::12 do not answer',
    'released v1.2.3.4, version 10.4.1.2',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf cannot be read',
    'arn:aws:lambda:eu-west-1:123456789012:function:Shop-CheckoutFn3BAA72D1-gQhzq8jUUKuT:57',
    'Shop-CheckoutFunctionServiceRole-1QW2E3R4T5Y6Z in 123456789012',
    'log stream 2026/11/23/[$LATEST]abcdef0123456789abcdef0123456789',
    'trace 1-5759e988-bd862e3fe1be46a994272793, span 53995c3f42cd8ad8',
    'inc_01HZX3K5M7N9P2Q4R6S8T0V2W4 and pod checkout-7d9f8b6c5d-x2x4z',
    'image sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'entity MXxBUE18QVBQTElDQVRJT058MjA=',
    'auth: p99 latency 3.2 s',
    'Authorization: error rate above 5 %',
    'token-service: error rate 12 %',
    'Password is incorrect, the token has expired',
    'secret_name=checkout-tls is about to expire',
    "Unexpected token 'export' at line 3",
    'Threshold Crossed: 1 datapoint [41.2 (23/11/26 02:02:00)] was greater than the threshold (5.0)',
    'event 6543210987654321098 of order 4512345678901234567',
    'https://grafana.example/d/f5Qxc3Ymk/checkout?orgId=1&from=1763863321123&to=1763863921123',
    'Zero <num> of <id> at <path>, %2F and &amp; as they are',
    'Bestellung für Größe 42 schlägt fehl 👩‍💻',
  ])('stays: %s', (text) => {
    expect(maskText(text)).toBe(text);
  });
});

const letters = fc
  .stringMatching(/^[A-Za-z0-9]{12,24}$/)
  .filter((text) => /\d/.test(text) && /[a-z]/i.test(text));
const name = fc.constantFrom(
  'password',
  'api_key',
  'clientSecret',
  'access-token',
  'db.passwd',
  'SESSION_ID',
);
const octet = fc.integer({ min: 0, max: 255 });

/** Secrets in the forms in which they turn up, each with what must not be left of it. */
const planted = fc.oneof(
  fc.tuple(name, letters).map(([key, value]) => ({ text: `${key}=${value}`, secret: value })),
  fc.tuple(name, letters).map(([key, value]) => ({ text: JSON.stringify({ [key]: value }), secret: value })),
  fc
    .tuple(name, letters)
    .map(([key, value]) => ({ text: JSON.stringify(JSON.stringify({ [key]: value })), secret: value })),
  letters.map((value) => ({ text: `Authorization: Bearer ${value}`, secret: value })),
  letters.map((value) => ({ text: `https://app:${value}@db.example/x`, secret: value })),
  letters.map((value) => ({ text: `/cb?code=${value}&x=1`, secret: value })),
  fc
    .emailAddress({ size: 'small' })
    .filter((mail) => /^[\w.+-]+@/.test(mail))
    .map((mail) => ({ text: mail, secret: mail })),
  fc
    .tuple(fc.integer({ min: 193, max: 223 }), octet, octet, octet)
    .map((octets) => ({ text: octets.join('.'), secret: octets.join('.') })),
  fc
    .ipV6()
    .filter((ip) => !/^(?:::1?$|::ffff:|f[cde])/i.test(ip) && ip !== '::')
    .map((ip) => ({ text: ip, secret: ip })),
  fc.constant({ text: awsKey, secret: awsKey }),
  fc.constant({ text: jwt, secret: jwt }),
  letters.map((value) => ({ text: `${begin}\n${value}\n${end}`, secret: value })),
);
const prose = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom('user ', 'at ', '{"a":', '<b>', '', '"'),
);

describe('masking', () => {
  it('lets no planted secret through, whatever words stand around it', () => {
    fc.assert(
      fc.property(prose, planted, prose, (before, { text, secret }, after) => {
        expect(maskText(`${before} ${text} ${after}`)).not.toContain(secret);
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing more the second time', () => {
    const piece = fc.oneof(
      prose,
      planted.map(({ text }) => text),
      fc.constantFrom('<secret>', '<ip>', '=', ':', '://', '@'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.constantFrom('', ' '), (pieces, glue) => {
        const once = maskText(pieces.join(glue));
        expect(maskText(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('looks at a bounded part of an endless text', () => {
    for (const endless of [
      'a',
      '@',
      'a@',
      '1 ',
      ':',
      '=',
      'password=',
      '"password":"',
      '\\"',
      'eyJ',
      '://',
      'a.',
      'Bearer ',
    ]) {
      expect(maskText(endless.repeat(1_000_000)).length).toBeLessThanOrEqual(longestMasked * 8);
    }
  });
});

describe('harmless text', () => {
  it('has no terminal sequences, control, invisible or reordering characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(harmlessText(text)).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u);
      }),
    );
    expect(harmlessText('\u001b[31mred\u001b[0m \u202eabc\u202c a\u200bb\u0007')).toBe(
      'red [U+202E]abc[U+202C] a[U+200B]b ',
    );
  });

  it('is cut between characters', () => {
    expect(clippedLine('a\n b\t\tc', 10)).toBe('a b c');
    expect(clippedLine('😀😀😀😀', 3)).toBe('😀😀…');
  });
});
