import { duration, eventsPerSecond, kilobytes, type Measurement, megabytes } from "./measurement";
import { keptPhases, missedGoals, renderPhases, renderResults } from "./results";

const synth: Measurement = {
  title: "Synthesis",
  how: "Fresh processes.",
  figures: [
    {
      name: "all stacks",
      measured: "1.00 s",
      beside: "400 ms",
      ratio: 2.5,
      goal: { text: "at most 2 times", holds: false },
    },
    {
      name: "one stack",
      measured: "700 ms",
      beside: "10.0 s",
      ratio: 0.07,
      goal: { text: "at most 1 s", holds: true },
    },
    { name: "imports", measured: "300 ms" },
  ],
};
const run = { date: "2026-11-24", machine: "2 cores" };

test("a table has the goal beside the figure and whether it holds, small ratios with one digit more", () => {
  const text = renderResults({ ...run, measurements: [synth], phases: keptPhases("") });
  expect(text).toContain("| all stacks | 1.00 s | 400 ms | 2.50 | at most 2 times | **no** |");
  expect(text).toContain("| one stack | 700 ms | 10.0 s | 0.070 | at most 1 s | yes |");
  expect(text).toContain("| imports | 300 ms | – | – | – | – |");
  expect(text).toContain("\n2026-11-24, 2 cores.\n");
});

test("missed goals are named at the top, with the figure", () => {
  const missed = "Synthesis, all stacks: at most 2 times, but 1.00 s, ratio 2.50.";
  expect(missedGoals([synth])).toEqual([missed]);
  expect(renderResults({ ...run, measurements: [synth], phases: "" })).toContain(`do not hold:\n\n- ${missed}\n`);
  expect(renderResults({ ...run, measurements: [], phases: "" })).toContain("Every goal holds.");
});

test("the phases stay as they were last measured, with their own date", () => {
  const phases = renderPhases("2026-11-01", "4 cores", [{ name: "lint", measured: "9.00 s" }]);
  expect(phases).toContain("on 2026-11-01, 4 cores.");
  const first = renderResults({ ...run, measurements: [synth], phases });
  const second = renderResults({ date: "2026-11-30", machine: "2 cores", measurements: [], phases: keptPhases(first) });
  expect(second).toContain(phases);
  expect(second).toContain("| lint | 9.00 s | – | – | – | – |");
});

test("without phases the file says how to measure them", () => {
  expect(keptPhases("# Benchmark")).toContain("Not measured yet: `npm run bench -- --phases` does.");
});

test("figures have their unit and three digits", () => {
  expect([0.5, 45.678, 1_000, 202_770].map(duration)).toEqual(["0.500 ms", "45.7 ms", "1.00 s", "203 s"]);
  expect(kilobytes(548_951)).toBe("549.0 kB");
  expect([650_400, 112_300_000].map(megabytes)).toEqual(["0.650 MB", "112 MB"]);
  expect(eventsPerSecond(31_449)).toBe("31,400 events/s");
});
