/** The month that is measured, the same one in every run. */
export const MONTH = { end: new Date("2026-11-01T00:00:00Z"), seed: 1 };
