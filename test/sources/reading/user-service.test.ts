import { describe, expect, it } from '@jest/globals';
import { serviceIn, userService } from '../../../lambdas/sources/reading/user-service.ts';

describe('the service that labels name', () => {
  it.each([
    [{ service: 'cart' }, 'cart'],
    [{ app: 'shop', service: 'cart' }, 'cart'],
    [{ 'service.name': 'cart' }, 'cart'],
    [{ ServiceName: 'cart' }, 'cart'],
    [{ 'app.kubernetes.io/name': 'cart', 'app.kubernetes.io/part-of': 'shop' }, 'cart'],
    [{ label_app_kubernetes_io_name: 'cart' }, 'cart'],
    [{ 'cloud/roleName': 'cart' }, 'cart'],
    [{ namespace: 'cart', job: 'cart' }, null],
    [{ service: 'monitoring-kube-state-metrics' }, null],
    [{ service: 'redis-exporter', app: 'cart' }, 'cart'],
    [{ service: 'storage.googleapis.com' }, null],
    [{ 'service.name': 'unknown_service:java' }, null],
    [{ service: 'n/a', app: 'cart' }, 'cart'],
    [{ service: 'mysqld-exporter' }, null],
    [{ service: 'unknown-orders' }, 'unknown-orders'],
    [{}, null],
  ])('in %j is %j', (labels, service) => {
    expect(serviceIn(labels)).toBe(service);
  });

  it('is not the Service that was scraped, unless that tells about itself', () => {
    const scraped = { service: 'cart', endpoint: 'http', job: 'cart', instance: '10.0.0.9:9100' };
    expect(serviceIn(scraped)).toBe('cart');
    expect(serviceIn({ ...scraped, pod: 'cart-6b9d-x2' })).toBe('cart');
    expect(serviceIn({ ...scraped, app: 'till' })).toBe('till');
    expect(serviceIn({ ...scraped, pod: 'ledger-5c4f-k8' })).toBeNull();
    expect(serviceIn({ ...scraped, exported_job: 'ledger' })).toBeNull();
  });

  it('is the first of several names that is no tool or product', () => {
    expect(userService(null, 'Grafana', 'AWS/EC2', 'Amazon Simple Queue Service', 'cart', 'till')).toBe(
      'cart',
    );
    expect(userService('Grafana', undefined, 'Default Service', '4711')).toBeNull();
  });
});
