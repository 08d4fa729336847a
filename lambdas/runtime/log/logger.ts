import { Logger } from '@aws-lambda-powertools/logger';
import { type Log, redactSecrets } from './log.ts';

/** Powertools' logger, for its middleware only; lines are written through `log`. */
export const logger = new Logger({ serviceName: 'firebreak', jsonReplacerFn: redactSecrets });

/** The log of every function but receive-alert, which has `small-log.ts` for its cold start. */
export const log: Log = {
  info: (message, details = {}) => logger.info(message, { ...details }),
  warn: (message, details = {}) => logger.warn(message, { ...details }),
  error: (message, details = {}) => logger.error(message, { ...details }),
  appendKeys: (keys) => logger.appendKeys({ ...keys }),
};
