import { apply, type EventDestinations, type Name } from "./core";
import createEvent from "./events/terraform-create.json";
import { type Destination, parseRequest } from "./request";

const SET_ARN = "arn:aws:sms-voice:eu-west-1:123456789012:configuration-set/news";
const { tf: _tf, ...DESTINATION } = createEvent;
const NAME = { ConfigurationSetName: "news", EventDestinationName: "event-lake" };

function failure(name: string): Error {
  return Object.assign(new Error(`the service says ${name}`), { name });
}

/** End User Messaging as far as one set of event destinations goes, in memory. */
class FakeDestinations implements EventDestinations {
  readonly all = new Map<string, Destination>();
  readonly calls: string[] = [];
  /** Errors of the next calls, first to last. */
  readonly refusals: Error[] = [];

  async create(destination: Destination): Promise<string> {
    this.called("create", destination);
    if (this.all.has(destination.EventDestinationName)) throw failure("ConflictException");
    this.all.set(destination.EventDestinationName, destination);
    return SET_ARN;
  }

  async update(destination: Destination): Promise<string> {
    this.called("update", destination);
    if (!this.all.has(destination.EventDestinationName)) throw failure("ResourceNotFoundException");
    this.all.set(destination.EventDestinationName, destination);
    return SET_ARN;
  }

  async delete(name: Name): Promise<void> {
    this.called("delete", name);
    if (!this.all.delete(name.EventDestinationName)) throw failure("ResourceNotFoundException");
  }

  private called(operation: string, { ConfigurationSetName, EventDestinationName }: Name): void {
    this.calls.push(`${operation} ${ConfigurationSetName}/${EventDestinationName}`);
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
  }
}

function setUp() {
  const destinations = new FakeDestinations();
  const pauses: number[] = [];
  const invoke = (action: string, input: object = {}, before: object = DESTINATION) =>
    apply(
      parseRequest({ ...DESTINATION, ...input, tf: { action, prev_input: before } }),
      destinations,
      async (milliseconds) => void pauses.push(milliseconds),
    );
  return { destinations, pauses, invoke };
}

describe("create", () => {
  it("makes the destination and answers with its set's ARN", async () => {
    const { destinations, invoke } = setUp();
    expect(await invoke("create", {}, {})).toEqual({ ...NAME, ConfigurationSetArn: SET_ARN });
    expect([...destinations.all.values()]).toEqual([DESTINATION]);
  });

  it("updates one that is there already: the same invocation may come twice", async () => {
    const { destinations, invoke } = setUp();
    await invoke("create", {}, {});
    await invoke("create", { MatchingEventTypes: ["TEXT_ALL"] }, {});
    expect(destinations.all.get("event-lake")?.MatchingEventTypes).toEqual(["TEXT_ALL"]);
  });
});

describe("update", () => {
  it("changes the destination of the same name, or makes it when it has gone", async () => {
    const { destinations, invoke } = setUp();
    await invoke("create", {}, {});
    await invoke("update", { DeliveryStreamArn: `${DESTINATION.DeliveryStreamArn}-2` });
    expect(destinations.all.get("event-lake")?.DeliveryStreamArn).toMatch(/-2$/);
    destinations.all.clear();
    await invoke("update");
    expect(destinations.all.size).toBe(1);
    const [create, update] = ["create news/event-lake", "update news/event-lake"];
    expect(destinations.calls).toEqual([create, update, update, create]);
  });

  it.each([
    [{ EventDestinationName: "lake" }, "news/lake"],
    [{ ConfigurationSetName: "alerts" }, "alerts/event-lake"],
  ])("with other names %j deletes the old destination, then makes the new one", async (input, name) => {
    const { destinations, invoke } = setUp();
    await invoke("create", {}, {});
    destinations.calls.length = 0;
    await invoke("update", input);
    expect(destinations.calls).toEqual(["delete news/event-lake", `create ${name}`]);
  });
});

describe("delete", () => {
  it("takes the destination away, and does not mind that it has gone", async () => {
    const { destinations, invoke } = setUp();
    await invoke("create", {}, {});
    expect(await invoke("delete")).toEqual(NAME);
    expect(destinations.all.size).toBe(0);
    await expect(invoke("delete")).resolves.toEqual(NAME);
  });

  it("fails when the service does", async () => {
    const { destinations, pauses, invoke } = setUp();
    destinations.refusals.push(failure("InternalServerException"));
    await expect(invoke("delete")).rejects.toThrow("InternalServerException");
    expect(pauses).toEqual([]);
  });
});

describe("while a role is not effective yet", () => {
  it.each(["AccessDeniedException", "ValidationException"])("%s is met with patience", async (name) => {
    const { destinations, pauses, invoke } = setUp();
    destinations.refusals.push(failure(name), failure(name));
    await invoke("create", {}, {});
    expect(pauses).toEqual([1_000, 2_000]);
    expect(destinations.all.size).toBe(1);
  });

  it("the patience ends after a minute, with the last refusal", async () => {
    const { destinations, pauses, invoke } = setUp();
    destinations.refusals.push(...Array.from({ length: 20 }, () => failure("ValidationException")));
    await expect(invoke("create", {}, {})).rejects.toThrow("the service says ValidationException");
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBe(60_000);
    expect(destinations.calls).toHaveLength(8);
  });

  it("other refusals are final", async () => {
    const { destinations, pauses, invoke } = setUp();
    destinations.refusals.push(failure("ServiceQuotaExceededException"));
    await expect(invoke("create", {}, {})).rejects.toThrow("ServiceQuotaExceededException");
    expect(pauses).toEqual([]);
  });
});

it.each([
  ["no action", { tf: undefined }, "tf: "],
  ["an unknown action", { tf: { action: "read" } }, "tf.action: "],
  ["no role", { IamRoleArn: undefined }, "IamRoleArn: "],
  ["no event type", { MatchingEventTypes: [] }, "MatchingEventTypes: "],
])("an input with %s is refused", (_, wrong, problem) => {
  expect(() => parseRequest({ ...createEvent, ...wrong })).toThrow(problem);
  expect(() => parseRequest({ ...createEvent, ...wrong })).toThrow("aws_lambda_invocation with lifecycle_scope CRUD");
});
