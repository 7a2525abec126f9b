import type { SentMessage } from "./events";
import { SentMessages } from "./sent-messages";

const sent = (messageId: string) => ({ messageId }) as SentMessage;

test("the oldest of too many messages is forgotten, and the error says how many there are", () => {
  const messages = new SentMessages(2);
  for (const id of ["first", "second", "third"]) messages.remember(sent(id));
  expect([messages.find("second"), messages.find("third")]).toEqual([sent("second"), sent("third")]);
  expect(() => messages.find("first")).toThrow(
    'There is no message "first". The ids of 2 messages are known: what SES accepted and did not reject since the ' +
      "start or the last reset, the latest 2 at most.",
  );
});
