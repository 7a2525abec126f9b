import type { SentMessage } from "./events";
import { SentMessages } from "./sent-messages";

const sent = (messageId: string, text = "") => ({ messageId, message: { text } }) as unknown as SentMessage;

test("the oldest of too many messages is forgotten, and the error says how many there are", () => {
  const messages = new SentMessages({ messages: 2, bytes: 1_000_000 });
  for (const id of ["first", "second", "third"]) messages.remember(sent(id));
  expect([messages.find("second"), messages.find("third")]).toEqual([sent("second"), sent("third")]);
  expect(() => messages.find("first")).toThrow(
    'There is no message "first". The ids of 2 messages are known: what SES accepted and did not reject since the ' +
      "start or the last reset, the latest 2 or 1 MB at most.",
  );
});

test("the oldest are forgotten when all together are too large", () => {
  const messages = new SentMessages({ messages: 10, bytes: 100 });
  for (const id of ["first", "second"]) messages.remember(sent(id, "x".repeat(30)));
  messages.remember(sent("large", "x".repeat(60)));
  expect(messages.all().map(({ messageId }) => messageId)).toEqual(["large"]);
});
