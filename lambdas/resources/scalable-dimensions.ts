import type { ScalableDimension, ServiceNamespace } from '@aws-sdk/client-application-auto-scaling';
import { consolePage } from './console-page.ts';

/** What Application Auto Scaling scales in one way. */
interface DimensionForm {
  readonly namespace: ServiceNamespace;
  readonly resourceId: RegExp;
  /** How a resource id is written. */
  readonly example: string;
  readonly arn: (resourceId: string) => string;
  /**
   * Application Auto Scaling tries these in the caller's name before it changes bounds.
   * https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_permission_validation.html
   */
  readonly triedBefore: readonly string[];
  readonly page: (resourceId: string, region: string) => string;
}

const inAccount = (service: string, resource: string) =>
  `arn:{partition}:${service}:{region}:{account}:${resource}`;
const part = (resourceId: string, index: number) => resourceId.split('/')[index] ?? '';

const ofTable = {
  namespace: 'dynamodb',
  arn: (resourceId: string) => inAccount('dynamodb', `table/${part(resourceId, 1)}`),
  triedBefore: ['dynamodb:DescribeTable', 'dynamodb:UpdateTable'],
  page: (resourceId: string, region: string) =>
    consolePage(region, '/dynamodbv2/home', `#table?name=${encodeURIComponent(part(resourceId, 1))}`),
} as const;
const table = { ...ofTable, resourceId: /^table\/[A-Za-z0-9_.-]{3,255}$/, example: 'table/NAME' };
const index = {
  ...ofTable,
  resourceId: /^table\/[A-Za-z0-9_.-]{3,255}\/index\/[A-Za-z0-9_.-]{3,255}$/,
  example: 'table/NAME/index/INDEX',
};

/** Those that policy may name: whose bounds can be lowered again, and for which few permissions suffice. */
export const scalableDimensions = {
  'dynamodb:table:ReadCapacityUnits': table,
  'dynamodb:table:WriteCapacityUnits': table,
  'dynamodb:index:ReadCapacityUnits': index,
  'dynamodb:index:WriteCapacityUnits': index,
  'lambda:function:ProvisionedConcurrency': {
    namespace: 'lambda',
    resourceId: /^function:[A-Za-z0-9_-]{1,64}:[A-Za-z0-9_-]{1,128}$/,
    example: 'function:NAME:ALIAS',
    arn: (resourceId) => inAccount('lambda', resourceId),
    triedBefore: [
      'lambda:GetProvisionedConcurrencyConfig',
      'lambda:PutProvisionedConcurrencyConfig',
      'lambda:DeleteProvisionedConcurrencyConfig',
    ],
    page: (resourceId, region) => {
      const [, name = '', alias = ''] = resourceId.split(':');
      const path = `#/functions/${encodeURIComponent(name)}/aliases/${encodeURIComponent(alias)}`;
      return consolePage(region, '/lambda/home', path);
    },
  },
} as const satisfies Partial<Record<ScalableDimension, DimensionForm>>;

export type NamedDimension = keyof typeof scalableDimensions;

export const namedDimensions = Object.keys(scalableDimensions) as readonly NamedDimension[];

/** For a dimension that policy has checked; of any other text the first one. */
export function dimensionForm(dimension: NamedDimension): DimensionForm {
  return Object.hasOwn(scalableDimensions, dimension) ? scalableDimensions[dimension] : table;
}
