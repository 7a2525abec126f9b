/** Milliseconds of processor time that this process used, its garbage collector's and compiler's threads included. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
