/** What MiniStack and our services log when they drop something that AWS would have delivered. */
const LOST = /unsupported target type|not delivered|passing through/;

/** The lines of a cloud's log that say that a delivery was lost. A test run with such a line has failed. */
export function lostDeliveries(log: string): string[] {
  return log.split("\n").filter((line) => LOST.test(line));
}
