import { DEAD, LANE } from "./fake-sqs";
import { parseOptions, regionOf, USAGE } from "./options";

test("counting needs a queue only", () => {
  expect(parseOptions(["--queue-url", DEAD, "--dry-run"])).toEqual({ queueUrl: DEAD, isDryRun: true });
});

test("moving needs a destination, and moves ten a second unless told otherwise", () => {
  const args = ["--queue-url", DEAD, "--destination-url", LANE];
  const move = { queueUrl: DEAD, isDryRun: false, destinationUrl: LANE };
  expect(parseOptions(args)).toEqual({ ...move, messagesPerSecond: 10 });
  expect(parseOptions([...args, "--messages-per-second=500"])).toEqual({ ...move, messagesPerSecond: 500 });
});

test("help is no error", () => {
  expect(parseOptions(["--help"])).toBeUndefined();
});

const MOVE = ["--queue-url", DEAD, "--destination-url", LANE];

test.each([
  [[], "--queue-url is required."],
  [["--queue-url", DEAD], "--destination-url is required."],
  [["--queue-url", "dead", "--dry-run"], "--queue-url must be the URL of a queue; got dead."],
  [
    ["--queue-url", "arn:aws:sqs:eu-west-1:1:dead"],
    "--queue-url must be the URL of a queue; got arn:aws:sqs:eu-west-1:1:dead.",
  ],
  [[...MOVE, "--messages-per-second", "0"], "--messages-per-second must be a whole number, 1 to 500; got 0."],
  [[...MOVE, "--messages-per-second", "501"], "--messages-per-second must be a whole number, 1 to 500; got 501."],
  [[...MOVE, "--messages-per-second", "1.5"], "--messages-per-second must be a whole number, 1 to 500; got 1.5."],
  [[...MOVE, "--messages-per-second", "fast"], "--messages-per-second must be a whole number, 1 to 500; got fast."],
  [["--queue", DEAD], "Unknown option '--queue'"],
])("%j is refused, with the usage", (args, problem) => {
  expect(() => parseOptions(args)).toThrow(problem);
  expect(() => parseOptions(args)).toThrow(USAGE);
});

test.each([
  [DEAD, "eu-west-1"],
  ["https://eu-west-1.queue.amazonaws.com/123456789012/dead", "eu-west-1"],
  ["https://sqs.cn-north-1.amazonaws.com.cn/123456789012/dead", "cn-north-1"],
  ["http://127.0.0.1:4566/000000000000/dead", undefined],
])("the Region of %s is %s", (url, region) => {
  expect(regionOf(url)).toBe(region);
});
