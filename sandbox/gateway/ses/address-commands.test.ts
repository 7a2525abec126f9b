import { addressCommands } from "./address-commands";
import { Outcomes } from "./outcomes";

const commands = addressCommands(new Outcomes());

describe("commands for addresses", () => {
  it("answer with what they set, defaults included", async () => {
    const address = "gone@example.com";
    expect(await commands["bounce-address"]({ address })).toEqual({
      address,
      bounceType: "Permanent",
      bounceSubType: "General",
    });
    expect(await commands["bounce-address"]({ address, bounceType: "Undetermined" })).toMatchObject({
      bounceSubType: "Undetermined",
    });
    expect(await commands["complain-address"]({ address })).toEqual({ address, feedbackType: "abuse" });
    expect(await commands["delay-address"]({ address })).toEqual({
      address,
      delayType: "TransientCommunicationFailure",
    });
  });

  it.each([
    ["gone", 'The input is "gone"; an object such as {"address":"gone@example.com"} is needed.'],
    [{}, "address is undefined; an e-mail address is needed."],
    [{ address: "bounce@simulator.amazonses.com" }, "addresses at simulator.amazonses.com have outcomes of their own"],
    [
      { address: "a@example.com", bounceType: "Hard" },
      'bounceType is "Hard"; allowed are Permanent, Transient, Undetermined.',
    ],
    [
      { address: "a@example.com", bounceType: "Permanent", bounceSubType: "MailboxFull" },
      'bounceSubType is "MailboxFull"; allowed are General, NoEmail, Suppressed.',
    ],
  ])("say what is wrong with %j", async (input, message) => {
    await expect(commands["bounce-address"](input)).rejects.toMatchObject({
      code: "InvalidCommand",
      message: expect.stringContaining(message),
    });
  });

  it("say which delay types there are", async () => {
    const input = { address: "a@example.com", delayType: "Slow" };
    await expect(commands["delay-address"](input)).rejects.toThrow(
      'delayType is "Slow"; allowed are InternalFailure, General, MailboxFull, SpamDetected, RecipientServerError, ' +
        "IPFailure, TransientCommunicationFailure, BYOIPHostNameLookupUnavailable, Undetermined, SendingDeferral.",
    );
  });

  it("say which feedback types there are", async () => {
    const input = { address: "a@example.com", feedbackType: "spam" };
    await expect(commands["complain-address"](input)).rejects.toThrow(
      'feedbackType is "spam"; allowed are abuse, auth-failure, fraud, not-spam, other, virus.',
    );
  });
});
