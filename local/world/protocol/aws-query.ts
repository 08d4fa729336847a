import type { LocalRequest, LocalResponse } from '../../cloud/http/loopback-server.ts';
import { AwsFault } from './aws-fault.ts';
import type { ServiceContext, ServiceProtocol } from './aws-service.ts';

export interface QueryOptions {
  /** XML namespace of the answers. */
  readonly namespace: string;
}

export type XmlValue =
  | string
  | number
  | boolean
  | undefined
  | readonly XmlValue[]
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
        const result = xml({ [`${name}Result`]: operation(input, context) });
        const metadata = xml({ ResponseMetadata: { RequestId: REQUEST_ID } });
        return xmlResponse(
          200,
          `<${name}Response xmlns="${namespace}">${result}${metadata}</${name}Response>`,
        );
      } catch (error) {
        if (!(error instanceof AwsFault)) throw error;
        return queryFault(error, namespace);
      }
    },
  };
}

const REQUEST_ID = '00000000-0000-0000-0000-000000000000';

function queryFault({ type, message, status }: AwsFault, namespace: string): LocalResponse {
  const details = { Type: status < 500 ? 'Sender' : 'Receiver', Code: type, Message: message };
  const body = xml({ Error: details, RequestId: REQUEST_ID });
  return xmlResponse(status, `<ErrorResponse xmlns="${namespace}">${body}</ErrorResponse>`);
}

function xmlResponse(status: number, text: string): LocalResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body: `<?xml version="1.0"?>\n${text}` };
}

function formOf({ body }: LocalRequest): URLSearchParams {
  return new URLSearchParams(body.toString('utf8'));
}

/** Lists are `member` elements. */
function xml(value: XmlValue): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return escaped(String(value));
  if (isList(value)) return value.map((one) => `<member>${xml(one)}</member>`).join('');
  return Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .map(([name, one]) => `<${name}>${xml(one)}</${name}>`)
    .join('');
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
