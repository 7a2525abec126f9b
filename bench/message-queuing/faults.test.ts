import fc from "fast-check";
import { Random } from "../../sandbox/month/random";
import { type Faults, fateOf } from "./faults";

const NEVER = () => false;
const calm: Faults = { crashes: NEVER, throttles: NEVER, redelivers: NEVER, random: () => 0.5 };

test("a message that comes twice is sent once", async () => {
  expect(await fateOf(20, 14, calm)).toEqual({ sentOnce: 20, doubled: 0, lost: 0, held: 0, otherDeadLetters: 0 });
});

test("a crash at any step loses no message and doubles none", async () => {
  let steps = Number.POSITIVE_INFINITY;
  const crashed: number[] = [];
  for (let last = 0; last < steps; last += 1) {
    let step = 0;
    const crashes = () => step++ === last;
    const fate = await fateOf(3, 14, { ...calm, crashes });
    expect({ last, ...fate }).toMatchObject({ last, doubled: 0, lost: 0, otherDeadLetters: 0 });
    expect(fate.sentOnce + fate.held).toBe(3);
    if (step > last) crashed.push(last);
    steps = step;
  }
  // Each message is claimed, sent and noted as sent, with a step before and after each.
  expect(crashed.length).toBeGreaterThan(18);
});

test("crashes, throttles and duplicate deliveries together lose no message and double none", async () => {
  const property = fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
    const random = new Random(seed);
    const fate = await fateOf(60, 14, {
      crashes: () => random.chance(0.004),
      throttles: () => random.chance(0.05),
      redelivers: () => random.chance(0.1),
      random: () => random.next(),
    });
    expect(fate).toMatchObject({ doubled: 0, lost: 0, otherDeadLetters: 0 });
  });
  await fc.assert(property, { seed: 14, numRuns: 12 });
});

test("a crash holds only messages of which a call was made, not those that wait for a slot", async () => {
  let step = 0;
  const crashes = () => step++ === 100;
  const { sentOnce, held } = await fateOf(60, 14, { ...calm, crashes });
  expect(held).toBeLessThanOrEqual(3);
  expect(sentOnce + held).toBe(60);
});
