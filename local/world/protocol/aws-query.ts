import type { LocalRequest, LocalResponse } from '../../cloud/http/loopback-server.ts';
import { AwsFault } from './aws-fault.ts';
import type { ServiceContext, ServiceProtocol } from './aws-service.ts';

export interface QueryOptions {
  /** XML namespace of the answers. */
  readonly namespace: string;
}

/** A list whose elements have a name of their own. */
export class NamedList {
  readonly entry: string;
  readonly items: readonly XmlValue[];

  constructor(entry: string, items: readonly XmlValue[]) {
    this.entry = entry;
    this.items = items;
  }
}

export function listOf(entry: string, items: readonly XmlValue[]): NamedList {
  return new NamedList(entry, items);
}

export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
  | NamedList
  | { readonly [name: string]: XmlValue };

/** The parameters of a form in, the members of the result out. Throws AwsFault. */
export type QueryOperation<State> = (
  input: URLSearchParams,
  context: ServiceContext<State>,
) => { readonly [name: string]: XmlValue };

/** AWS's Query protocol: forms in, XML out. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function awsQuery<State>(
  { namespace }: QueryOptions,
  operations: Readonly<Record<string, QueryOperation<State>>>,
): ServiceProtocol<State> {
  return queryProtocol(operations, {
    ofResult(name, result) {
      const metadata = xml({ ResponseMetadata: { RequestId: REQUEST_ID } });
      return `<${name}Response xmlns="${namespace}">${xml({ [`${name}Result`]: result })}${metadata}</${name}Response>`;
    },
    ofFault({ type, message, status }) {
      const details = { Type: status < 500 ? 'Sender' : 'Receiver', Code: type, Message: message };
      return `<ErrorResponse xmlns="${namespace}">${xml({ Error: details, RequestId: REQUEST_ID })}</ErrorResponse>`;
    },
  });
}

/** EC2's form of it: lists are `item` elements, and nothing is wrapped. https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html */
export function ec2Query<State>(
  { namespace }: QueryOptions,
  operations: Readonly<Record<string, QueryOperation<State>>>,
): ServiceProtocol<State> {
  return queryProtocol(operations, {
    ofResult: (name, result) =>
      `<${name}Response xmlns="${namespace}">${xml({ requestId: REQUEST_ID, ...result }, 'item')}</${name}Response>`,
    ofFault: ({ type, message }) =>
      `<Response>${xml({ Errors: { Error: { Code: type, Message: message } }, RequestID: REQUEST_ID })}</Response>`,
  });
}

interface Writer {
  ofResult(name: string, result: ReturnType<QueryOperation<never>>): string;
  ofFault(fault: AwsFault): string;
}

function queryProtocol<State>(
  operations: Readonly<Record<string, QueryOperation<State>>>,
  write: Writer,
): ServiceProtocol<State> {
  const operationOf = (request: LocalRequest): string | null => {
    const name = formOf(request).get('Action') ?? '';
    return Object.hasOwn(operations, name) ? name : null;
  };
  return {
    operationOf,
    async answer(request, context) {
      const input = formOf(request);
      const name = input.get('Action') ?? '';
      try {
        const operation = operations[operationOf(request) ?? ''];
        if (operation === undefined) throw new AwsFault('InvalidAction', `${name} is not simulated.`);
        return xmlResponse(200, write.ofResult(name, operation(input, context)));
      } catch (error) {
        if (!(error instanceof AwsFault)) throw error;
        return xmlResponse(error.status, write.ofFault(error));
      }
    },
  };
}

const REQUEST_ID = '00000000-0000-0000-0000-000000000000';

function xmlResponse(status: number, text: string): LocalResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: `<?xml version="1.0"?>\n${text}` };
}

function formOf({ body }: LocalRequest): URLSearchParams {
  return new URLSearchParams(body.toString('utf8'));
}

/** `entry`: what the elements of a list are called. */
function xml(value: XmlValue, entry = 'member'): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escaped(String(value));
  if (value instanceof NamedList) return xml(value.items, value.entry);
  if (isList(value)) return value.map((one) => `<${entry}>${xml(one, entry)}</${entry}>`).join('');
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `<${name}>${xml(one, entry)}</${name}>`)
    .join('');
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
