import { Logger } from "@aws-lambda-powertools/logger";

/**
 * The function's logger: one JSON object per line with Powertools' keys and `deployment`. Service name and level come
 * from `POWERTOOLS_SERVICE_NAME` and `POWERTOOLS_LOG_LEVEL`. Further fields have INTERFACE 5.3's names.
 *
 * https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/
 */
export function createLogger(deployment: string): Logger {
  return new Logger({ persistentKeys: { deployment } });
}
