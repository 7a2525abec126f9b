import type { SentMessage } from "./events";
import { NOW } from "./fake-cloud";
import { sentMailCommand } from "./sent-mail";
import { SentMessages } from "./sent-messages";

function sent(messageId: string, to: string): SentMessage {
  const headers = [{ name: "Auto-Submitted", value: "auto-replied" }];
  return { messageId, sentAt: NOW, message: { from: "news@example.com", to: [to], headers } } as unknown as SentMessage;
}

const messages = new SentMessages();
messages.remember(sent("1", "kim@example.org"));
messages.remember(sent("2", "lee@example.org"));
const ask = (input: object) => sentMailCommand(messages)["sent-mail"](input);

test("sent-mail answers with all mails and their headers, the oldest first", async () => {
  expect(await ask({})).toEqual([
    {
      messageId: "1",
      sentAt: NOW.toISOString(),
      from: "news@example.com",
      to: ["kim@example.org"],
      headers: [{ name: "Auto-Submitted", value: "auto-replied" }],
    },
    expect.objectContaining({ messageId: "2" }),
  ]);
});

test("sent-mail answers with the mails to one address", async () => {
  expect(await ask({ to: "lee@example.org" })).toMatchObject([{ messageId: "2" }]);
});

test("sent-mail refuses what is no address", async () => {
  await expect(ask({ to: 1 })).rejects.toThrow("to is 1; an e-mail address is needed.");
});
