import type { Figure, Measurement } from "./measurement";

/** What the file of results is made of. */
export interface Results {
  /** Day of the run, `2026-11-24`. */
  readonly date: string;
  /** Cores and versions, see `describeMachine`. */
  readonly machine: string;
  readonly measurements: readonly Measurement[];
  /** The section of the phases, as {@link renderPhases} makes it or {@link keptPhases} finds it. */
  readonly phases: string;
}

const PHASES_START = "<!-- phases -->";
const PHASES_END = "<!-- /phases -->";
const NONE = "–";
const PHASES_TITLE = "## Phases of `make test`";

/** The whole of RESULTS.md. */
export function renderResults({ date, machine, measurements, phases }: Results): string {
  const missed = missedGoals(measurements);
  const summary =
    missed.length === 0
      ? "Every goal holds."
      : `Goals that do not hold:\n\n${missed.map((goal) => `- ${goal}`).join("\n")}`;
  const parts = [
    "# Benchmark",
    "Written by `npm run bench`; do not edit. Figures that are compared were measured in turn in one run, so their " +
      "ratio says more than they do. Times are medians.",
    `${date}, ${machine}.`,
    summary,
    ...measurements.map(renderMeasurement),
    phases,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The goals that were missed, a sentence for each. */
export function missedGoals(measurements: readonly Measurement[]): string[] {
  return measurements.flatMap(({ title, figures }) =>
    figures
      .filter(({ goal }) => goal?.holds === false)
      .map(({ name, measured, ratio, goal }) => {
        const figure = ratio === undefined ? measured : `${measured}, ratio ${digits(ratio)}`;
        return `${title}, ${name}: ${goal?.text}, but ${figure}.`;
      }),
  );
}

/** The section of the phases; they are measured seldom, so it says itself when and where. */
export function renderPhases(date: string, machine: string, figures: readonly Figure[]): string {
  const how = `Measured by \`npm run bench -- --phases\` on ${date}, ${machine}.`;
  return phases(`${how}\n\n${table(figures)}`);
}

/** The section of the phases in the file as it stands; says how to measure them when there is none. */
export function keptPhases(current: string): string {
  const [start, end] = [current.indexOf(PHASES_START), current.indexOf(PHASES_END)];
  if (start < 0 || end < start) return phases("Not measured yet: `npm run bench -- --phases` does.");
  return phases(current.slice(start + PHASES_START.length, end).trim());
}

function phases(content: string): string {
  return `${PHASES_TITLE}\n\n${PHASES_START}\n${content}\n${PHASES_END}`;
}

function renderMeasurement({ title, how, figures }: Measurement): string {
  return `## ${title}\n\n${how}\n\n${table(figures)}`;
}

function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, measured, beside = NONE, ratio, goal }) => [
    name,
    measured,
    beside,
    ratio === undefined ? NONE : digits(ratio),
    goal?.text ?? NONE,
    goal === undefined ? NONE : goal.holds ? "yes" : "**no**",
  ]);
  const header = ["What", "Measured", "Beside", "Ratio", "Goal", "Holds"];
  return [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Two digits after the point, three where there would be little left. */
function digits(ratio: number): string {
  return ratio.toFixed(ratio < 0.1 ? 3 : 2);
}
