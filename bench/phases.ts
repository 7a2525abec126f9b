import { spawnSync } from "node:child_process";
import { ROOT } from "../sandbox/paths";
import { duration, type Figure } from "./measurement";

const PHASES = ["lint", "unit", "terraform", "sandbox"];
const TIMEOUT_MS = 1_200_000;

/** Runs the phases of `make test` one after the other, 20 minutes each at most. @throws Error when one fails */
export function measurePhases(): Figure[] {
  return PHASES.map((phase) => {
    const started = performance.now();
    const { status } = spawnSync("make", [phase], { cwd: ROOT, stdio: "inherit", timeout: TIMEOUT_MS });
    if (status !== 0) throw new Error(`make ${phase} failed, so its time says nothing. Its text stands above.`);
    return { name: phase, measured: duration(performance.now() - started) };
  });
}
