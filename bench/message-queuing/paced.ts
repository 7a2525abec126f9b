import { mailBody, VirtualLane } from "./lane";
import { AUXILIARY_MS, type Simulation } from "./simulation";

/** The module's rule: a lane whose queue holds so many messages. */
export function runPaced(simulation: Simulation, rate: number, messages: number): void {
  const lane = new VirtualLane({
    clock: simulation.clock,
    rate,
    send: () => simulation.send(),
    callMs: AUXILIARY_MS,
    random: () => simulation.random.next(),
  });
  for (let number = 0; number < messages; number += 1) lane.queue.send(mailBody(`order-${number}`));
  lane.start();
}
