import { inboundMails } from "./inbound-mails";

test("every second mail has a sign, and the same mails come each time", () => {
  const mails = inboundMails(40);
  expect(mails).toHaveLength(40);
  expect(new Set(mails).size).toBe(40);
  expect(inboundMails(40)).toEqual(mails);
});
