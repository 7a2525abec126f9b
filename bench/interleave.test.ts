import { interleave } from "./interleave";

test("runs the tasks in turn, every second round in reverse, and times all rounds but the warm-ups", async () => {
  let now = 0;
  const order: string[] = [];
  const task = (name: string, milliseconds: number) => async () => {
    order.push(name);
    now += milliseconds;
  };
  const tasks = { subject: task("subject", 5), floor: task("floor", 2) };
  const times = await interleave({ rounds: 3, warmUps: 1, tasks, clock: () => now });
  expect(times).toEqual({ subject: [5, 5, 5], floor: [2, 2, 2] });
  expect(order).toEqual(["floor", "subject", "subject", "floor", "floor", "subject", "subject", "floor"]);
});

test("a task that fails ends the measurement", async () => {
  const tasks = {
    broken: () => {
      throw new Error("no such queue");
    },
  };
  await expect(interleave({ rounds: 1, warmUps: 0, tasks })).rejects.toThrow("no such queue");
});
