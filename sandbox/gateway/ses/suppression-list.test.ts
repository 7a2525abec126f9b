import type { Reply } from "../service";
import { FakeCloud, NOW, v2Call } from "./fake-cloud";
import { sesService } from "./index";

const LIST = "/v2/email/suppression/addresses";

function setUp() {
  const cloud = new FakeCloud();
  let time = NOW.getTime();
  const ses = sesService(cloud, () => new Date(time));
  const ask = async (method: string, path: string, input?: object) =>
    json(await ses.handle(v2Call(method, path, input)));
  const put = (EmailAddress: string, Reason: string) => ask("PUT", LIST, { EmailAddress, Reason });
  const wait = (seconds: number) => {
    time += seconds * 1000;
  };
  return { cloud, ses, ask, put, wait };
}

function json(reply: Reply | undefined) {
  return JSON.parse(reply?.body.toString() ?? "null");
}

const addresses = (page: { SuppressedDestinationSummaries: { EmailAddress: string }[] }) =>
  page.SuppressedDestinationSummaries.map(({ EmailAddress }) => EmailAddress);

describe("the account suppression list", () => {
  it("keeps the local part as given and the domain in lower case", async () => {
    const { put, ask } = setUp();
    await put("Gone@Example.COM", "BOUNCE");
    const { SuppressedDestination: entry } = await ask("GET", `${LIST}/Gone%40EXAMPLE.com`);
    expect(entry).toEqual({ EmailAddress: "Gone@example.com", Reason: "BOUNCE", LastUpdateTime: NOW.getTime() / 1000 });
    await expect(ask("GET", `${LIST}/gone%40example.com`)).rejects.toThrow(
      "Email address gone@example.com does not exist on your suppression list.",
    );
  });

  it("overwrites the reason of an address that is put again", async () => {
    const { put, ask } = setUp();
    await put("gone@example.com", "BOUNCE");
    await put("gone@example.com", "COMPLAINT");
    expect((await ask("GET", `${LIST}/gone@example.com`)).SuppressedDestination.Reason).toBe("COMPLAINT");
  });

  it("forgets a deleted address and answers 404 for one that is not there", async () => {
    const { put, ask } = setUp();
    await put("gone@example.com", "BOUNCE");
    await ask("DELETE", `${LIST}/gone@example.com`);
    await expect(ask("DELETE", `${LIST}/gone@example.com`)).rejects.toMatchObject({
      status: 404,
      code: "NotFoundException",
    });
  });

  it("lists by reason and time, page by page", async () => {
    const { put, ask, wait } = setUp();
    for (const name of ["a", "b", "c"]) {
      await put(`${name}@example.com`, name === "b" ? "COMPLAINT" : "BOUNCE");
      wait(60);
    }
    const second = new Date(NOW.getTime() + 60_000).toISOString();
    expect(addresses(await ask("GET", `${LIST}?Reason=BOUNCE`))).toEqual(["a@example.com", "c@example.com"]);
    expect(addresses(await ask("GET", `${LIST}?StartDate=${second}`))).toEqual(["b@example.com", "c@example.com"]);
    expect(addresses(await ask("GET", `${LIST}?EndDate=${second}`))).toEqual(["a@example.com", "b@example.com"]);
    const page = await ask("GET", `${LIST}?PageSize=2`);
    expect(addresses(page)).toEqual(["a@example.com", "b@example.com"]);
    const last = await ask("GET", `${LIST}?PageSize=2&NextToken=${page.NextToken}`);
    expect(addresses(last)).toEqual(["c@example.com"]);
    expect(last.NextToken).toBeUndefined();
  });

  it.each([
    ["gone.example.com", "BOUNCE", "Invalid email address <gone.example.com>"],
    ["Gone <gone@example.com>", "BOUNCE", "Invalid email address <Gone <gone@example.com>>"],
    ["gone@example.com", "SPAM", "Value 'SPAM' at 'reason' failed to satisfy constraint"],
  ])("refuses %s with reason %s", async (address, reason, message) => {
    const { put } = setUp();
    await expect(put(address, reason)).rejects.toMatchObject({
      code: "BadRequestException",
      message: expect.stringContaining(message),
    });
  });

  it("asks for permission before it looks", async () => {
    const { cloud, put, ask } = setUp();
    cloud.denied = "ses:PutSuppressedDestination";
    await expect(put("gone@example.com", "BOUNCE")).rejects.toThrow("not authorized: ses:PutSuppressedDestination");
    expect(cloud.authorized).toEqual(["ses:PutSuppressedDestination *"]);
    expect(addresses(await ask("GET", LIST))).toEqual([]);
  });

  it("is empty after a reset", async () => {
    const { ses, put, ask } = setUp();
    await put("gone@example.com", "BOUNCE");
    ses.reset();
    expect(addresses(await ask("GET", LIST))).toEqual([]);
  });

  it("refuses a tenant's list instead of showing the account's", async () => {
    const { ask } = setUp();
    await expect(ask("GET", `${LIST}?TenantName=acme`)).rejects.toThrow("no tenant suppression lists (tenant acme)");
  });
});

describe("account suppression attributes", () => {
  it("starts with both reasons and shows what was put, in MiniStack's account", async () => {
    const { ask } = setUp();
    expect(await ask("GET", "/v2/email/account")).toMatchObject({
      SendingEnabled: true,
      SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    await ask("PUT", "/v2/email/account/suppression", { SuppressedReasons: ["BOUNCE"] });
    const account = await ask("GET", "/v2/email/account");
    expect(account.SuppressionAttributes).toEqual({ SuppressedReasons: ["BOUNCE"] });
  });

  it("refuses an unknown reason", async () => {
    const { ask } = setUp();
    await expect(ask("PUT", "/v2/email/account/suppression", { SuppressedReasons: ["SPAM"] })).rejects.toThrow(
      "Member must satisfy enum value set: [BOUNCE, COMPLAINT]",
    );
  });
});
