import { describe, expect, it } from '@jest/globals';
import { maskAlert } from '../../../lambdas/domain/masking/mask-alert.ts';
import type { Alert } from '../../../lambdas/domain/records/alert.ts';

function anAlert(parts: Partial<Alert>): Alert {
  return {
    source: 'generic',
    fingerprint: 'disk-full',
    status: 'firing',
    title: 'Disk full',
    description: null,
    service: null,
    severityHint: null,
    severityRaw: null,
    labels: {},
    startsAt: null,
    endsAt: null,
    links: [],
    ...parts,
  };
}

describe('masking an alert', () => {
  it('masks title, description, labels, links and severity, and names what is hidden', () => {
    const masked = maskAlert(
      anAlert({
        title: 'Mail of jane@corp.example failed\u202e',
        description: 'password=hunter2\nfrom 203.0.113.9',
        severityRaw: 'jane@corp.example',
        labels: {
          note: 'key aB3dE6gH9jK2mN5pQ8sT',
          'jane@corp.example': 'yes',
          password: 'x1',
          ssn: '078051120',
        },
      }),
    );
    expect(masked).toMatchObject({
      title: 'Mail of <email> failed[U+202E]',
      description: 'password=<secret>\nfrom <ip>',
      severityRaw: '<email>',
      labels: { note: 'key <secret>', '<email>': 'yes', password: '<secret>', ssn: '<id-number>' },
    });
  });

  it('leaves an alert about machines and resources as it is', () => {
    const alert = anAlert({
      title: 'Instance 203.0.113.9:9100 is down',
      labels: {
        instance: '203.0.113.9:9100',
        resource: 'arn:aws:lambda:eu-west-1:123456789012:function:checkout',
        secret_name: 'checkout-tls',
        auth: 'failed',
        commit: '9fceb02d0ae598e95dc970b74767f19372d61af8',
      },
      links: ['http://203.0.113.9:9090/graph?g0.expr=up', 'https://grafana.example/d/f5Qxc3Ymk/x?orgId=1#a'],
    });
    expect(maskAlert(alert)).toEqual(alert);
  });

  it('masks the address of a person who uses a machine', () => {
    const masked = maskAlert(anAlert({ labels: { client_ip: '203.0.113.9', remote_host: '203.0.113.10' } }));
    expect(JSON.stringify(masked)).not.toContain('203.0.113');
  });

  it('keeps alerts apart that differ in nothing but what is masked', () => {
    const of = (mailbox: string) =>
      maskAlert(anAlert({ fingerprint: `full:${mailbox}`, labels: { mailbox } }));
    const [jane, john] = [of('jane@corp.example'), of('john@corp.example')];
    expect(jane.fingerprint).not.toBe(john.fingerprint);
    expect(jane.labels).not.toEqual(john.labels);
    expect(of('jane@corp.example')).toEqual(jane);
    expect(JSON.stringify([jane, john])).not.toContain('corp.example');
  });

  it('gives links without credentials, and without what in them is a secret', () => {
    const { links } = maskAlert(
      anAlert({
        links: [
          'https://user:pw@a.example/x',
          'https://a.example/x?token=abc&y=1#frag',
          `https://${['hooks', 'slack', 'com'].join('.')}/services/T0/B0/abc`,
          'https://a.example/\u202egpj.exe',
        ],
      }),
    );
    expect(links).toEqual([
      'https://a.example/x',
      'https://a.example/x#frag',
      'https://a.example/%E2%80%AEgpj.exe',
    ]);
  });
});
