import { SendStatistics } from "./send-statistics";

function setUp() {
  let second = 1_000;
  const statistics = new SendStatistics(() => new Date(second * 1_000 + 900));
  const command = statistics.command(() => ({ maxSendRate: 14 }));
  const at = (now: number) => {
    second = now;
    return statistics;
  };
  return { at, command };
}

test("units are counted by second, seconds without any are left out", async () => {
  const { at, command } = setUp();
  at(1_000).count("accepted", 3);
  at(1_000).count("accepted", 1);
  at(1_000).count("throttled", 2);
  at(1_002).count("accepted", 5);
  expect(await command({})).toEqual({
    maxSendRate: 14,
    seconds: [
      { second: 1_000, accepted: 4, throttled: 2 },
      { second: 1_002, accepted: 5, throttled: 0 },
    ],
  });
  expect(await command({ seconds: 2 })).toMatchObject({ seconds: [{ second: 1_002 }] });
});

test("what is older than ten minutes is forgotten", async () => {
  const { at, command } = setUp();
  at(1_000).count("accepted", 1);
  at(1_600).count("accepted", 2);
  expect(await command({})).toMatchObject({ seconds: [{ second: 1_600, accepted: 2 }] });
});

test.each([0, 601, "all"])("%j is no number of seconds", async (seconds) => {
  await expect(setUp().command({ seconds })).rejects.toThrow("a number from 1 to 600 is needed");
});
