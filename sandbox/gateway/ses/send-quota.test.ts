import { FakeCloud, v1Call, v2Call } from "./fake-cloud";
import { sesService } from "./index";

function setUp() {
  const cloud = new FakeCloud();
  cloud.sets.set("prod-events", {});
  let now = Date.parse("2026-11-20T09:15:02Z");
  const ses = sesService(cloud, () => new Date(now));
  const send = (to: string[] = ["a@example.com"], extra: object = {}) =>
    ses.handle(
      v2Call("POST", "/v2/email/outbound-emails", {
        FromEmailAddress: "news@mail.example.com",
        Destination: { ToAddresses: to },
        Content: { Simple: { Subject: { Data: "Hello" }, Body: { Text: { Data: "Hi" } } } },
        ...extra,
      }),
    );
  const quota = (input: object) => ses.commands["set-send-quota"](input);
  const account = async () => JSON.parse(String((await ses.handle(v2Call("GET", "/v2/email/account")))?.body));
  const wait = (seconds: number) => {
    now += seconds * 1_000;
  };
  return { cloud, ses, send, quota, account, wait };
}

const RATE = { status: 429, code: "TooManyRequestsException", message: "Maximum sending rate exceeded." };
const DAY = { ...RATE, message: "Daily message quota exceeded." };
const simulator = "success@simulator.amazonses.com";
const v1Send = v1Call("SendEmail", {
  Source: "news@mail.example.com",
  "Destination.ToAddresses.member.1": "a@example.com",
  "Message.Body.Text.Data": "Hi",
});

describe("the sending quota", () => {
  it("refuses nothing until it is set, and is what GetAccount and GetSendQuota tell", async () => {
    const { ses, send, quota, account } = setUp();
    for (let index = 0; index < 30; index++) await send();
    const told = { MaxSendRate: 14, Max24HourSend: 50_000, SentLast24Hours: 30 };
    expect((await account()).SendQuota).toEqual(told);
    await quota({ maxSendRate: 50, max24HourSend: 200 });
    expect((await account()).SendQuota).toEqual({ MaxSendRate: 50, Max24HourSend: 200, SentLast24Hours: 30 });
    const v1 = String((await ses.handle(v1Call("GetSendQuota", {})))?.body);
    expect(v1).toContain("<Max24HourSend>200</Max24HourSend><MaxSendRate>50</MaxSendRate>");
  });

  it("throttles recipients above one second's burst, and records nothing of them", async () => {
    const { cloud, send, quota, wait } = setUp();
    await quota({ maxSendRate: 3 });
    await send(["a@example.com", "b@example.com"]);
    await expect(send(["a@example.com", "b@example.com"])).rejects.toMatchObject(RATE);
    await send();
    await expect(send()).rejects.toMatchObject(RATE);
    wait(1);
    await send();
    expect(cloud.recorded).toHaveLength(3);
  });

  it("counts no message that SES refuses for something else", async () => {
    const { send, quota } = setUp();
    await quota({ maxSendRate: 1 });
    await expect(send(["a@example.com"], { FromEmailAddress: "x@stranger.example" })).rejects.toMatchObject({
      status: 400,
      code: "MessageRejected",
      message:
        "Email address is not verified. The following identities failed the check in region US-EAST-1: x@stranger.example",
    });
    await expect(send()).resolves.toBeDefined();
  });

  it("of a day counts no mail to the simulator, and ends with the day", async () => {
    const { send, quota, account, wait } = setUp();
    await quota({ maxSendRate: 100, max24HourSend: 2 });
    await send(["a@example.com", "b@example.com", simulator]);
    await send([simulator]);
    expect((await account()).SendQuota.SentLast24Hours).toBe(2);
    await expect(send()).rejects.toMatchObject(DAY);
    wait(86_400);
    await expect(send()).resolves.toBeDefined();
    expect((await account()).SendQuota.SentLast24Hours).toBe(1);
  });

  it("is Throttling in the v1 API", async () => {
    const { ses, quota } = setUp();
    await quota({ maxSendRate: 1 });
    await ses.handle(v1Send);
    await expect(ses.handle(v1Send)).rejects.toMatchObject({
      status: 400,
      code: "Throttling",
      message: "Maximum sending rate exceeded.",
    });
  });

  it("shows in the statistics: recipients that passed and that it refused, by second", async () => {
    const { ses, send, quota, wait } = setUp();
    await quota({ maxSendRate: 2 });
    await send(["a@example.com", "b@example.com"]);
    await expect(send()).rejects.toMatchObject(RATE);
    wait(2);
    await send();
    const second = Date.parse("2026-11-20T09:15:02Z") / 1_000;
    expect(await ses.commands["send-statistics"]({})).toEqual({
      maxSendRate: 2,
      max24HourSend: 50_000,
      seconds: [
        { second, accepted: 2, throttled: 1 },
        { second: second + 2, accepted: 1, throttled: 0 },
      ],
    });
  });

  it("is gone after a reset", async () => {
    const { ses, send, quota } = setUp();
    await quota({ maxSendRate: 1 });
    ses.reset();
    await send();
    await expect(send()).resolves.toBeDefined();
  });

  it("is set to a number above 0", async () => {
    await expect(setUp().quota({ maxSendRate: "14" })).rejects.toThrow(
      'maxSendRate is "14"; a number above 0 is needed.',
    );
    await expect(setUp().quota({ max24HourSend: 0 })).rejects.toThrow("max24HourSend is 0");
  });
});

describe("paused sending", () => {
  const paused = (message: string) => ({ status: 400, code: "SendingPausedException", message });

  it("of the account refuses every message until it is resumed", async () => {
    const { cloud, ses, send, account } = setUp();
    await ses.handle(v2Call("PUT", "/v2/email/account/sending", {}));
    expect((await account()).SendingEnabled).toBe(false);
    await expect(send()).rejects.toMatchObject(paused("Email sending is disabled for your account."));
    await expect(ses.handle(v1Send)).rejects.toMatchObject({ code: "AccountSendingPausedException" });
    await ses.handle(v2Call("PUT", "/v2/email/account/sending", { SendingEnabled: true }));
    await expect(send()).resolves.toBeDefined();
    expect(cloud.authorized).toContain("ses:PutAccountSendingAttributes *");
  });

  it("of the account is a matter of the v1 API, too", async () => {
    const { ses, account } = setUp();
    await ses.handle(v1Call("UpdateAccountSendingEnabled", { Enabled: "false" }));
    const reply = await ses.handle(v1Call("GetAccountSendingEnabled", {}));
    expect(String(reply?.body)).toContain("<Enabled>false</Enabled>");
    expect((await account()).SendingEnabled).toBe(false);
  });

  it("of a configuration set refuses the messages of this set", async () => {
    const { cloud, send } = setUp();
    cloud.sets.set("prod-events", { SendingOptions: { SendingEnabled: false } });
    await expect(send(["a@example.com"], { ConfigurationSetName: "prod-events" })).rejects.toMatchObject(
      paused("Email sending is disabled for the configuration set <prod-events>."),
    );
    await expect(send()).resolves.toBeDefined();
  });
});
