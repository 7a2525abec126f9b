/** What every handler finds in its environment, and what makes Powertools write to the console that tests watch. */
const COMMON = {
  // Development mode writes to the global console, but switches metrics off unless told otherwise.
  POWERTOOLS_DEV: "true",
  POWERTOOLS_METRICS_DISABLED: "false",
  POWERTOOLS_METRICS_NAMESPACE: "UserEngagement",
  POWERTOOLS_LOG_LEVEL: "INFO",
  DEPLOYMENT: "acme",
};

/**
 * Lets the tests of a file run in a function's environment, and loads the handler in it.
 *
 * @param load requires the handler, e.g. `() => require("./handler")`: it reads its environment when it is loaded
 * @returns the lines that were written to the console, parsed
 */
export function inLambda(environment: Readonly<Record<string, string>>, load: () => void): Record<string, unknown>[] {
  const savedEnvironment = process.env;
  const lines: Record<string, unknown>[] = [];
  beforeAll(() => {
    process.env = { ...savedEnvironment, ...COMMON, ...environment };
    for (const level of ["log", "info", "warn", "error"] as const) {
      jest
        .spyOn(console, level)
        .mockImplementation((...[line]: unknown[]) => void lines.push(JSON.parse(String(line))));
    }
    load();
  });
  afterAll(() => {
    process.env = savedEnvironment;
    jest.restoreAllMocks();
  });
  return lines;
}
