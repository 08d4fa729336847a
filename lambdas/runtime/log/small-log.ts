import { type Log, type LogDetails, redactSecrets } from './log.ts';

export interface SmallLog extends Log {
  /** At the start of an invocation: forgets the previous one's keys. */
  begin(context: { readonly functionName?: string; readonly awsRequestId?: string }): void;
}

/** Log lines in the shape of Powertools' logger, without its 24 kB: for the function that must answer within a second. */
export function createSmallLog(write: (line: string) => void = console.log): SmallLog {
  let keys: LogDetails = {};
  let coldStart = true;
  const line =
    (level: 'INFO' | 'WARN' | 'ERROR') =>
    (message: string, details: LogDetails = {}) => {
      const entry = {
        level,
        message,
        timestamp: new Date().toISOString(),
        service: 'firebreak',
        ...keys,
        ...details,
      };
      write(JSON.stringify(entry, (name, value) => redactSecrets(name, plainError(value))));
    };
  return {
    info: line('INFO'),
    warn: line('WARN'),
    error: line('ERROR'),
    appendKeys: (more) => {
      keys = { ...keys, ...more };
    },
    begin: (context) => {
      keys = {
        cold_start: coldStart,
        function_name: context.functionName,
        function_request_id: context.awsRequestId,
      };
      coldStart = false;
    },
  };
}

function plainError(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  return { name: value.name, message: value.message, stack: value.stack, cause: value.cause };
}
