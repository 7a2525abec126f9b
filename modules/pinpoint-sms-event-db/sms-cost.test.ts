import { flattenText } from "../../functions/flatten-text";
import { generateMonth } from "../../sandbox/month";
import { Lake } from "../../sandbox/sql/lake";
import { smsCost, smsStatus } from "./message-views";

interface Message {
  readonly type: string;
  readonly micros: number;
}

/** What the month's messages are and cost, by plain TypeScript: a message's price is the same in all its events. */
function messagesOf(texts: readonly string[]): Message[] {
  const messages = new Map<string, Message>();
  for (const text of texts) {
    const { messageId, messageType: type, totalMessagePrice: price = 0, totalCarrierFee: fee = 0 } = JSON.parse(text);
    messages.set(messageId, { type, micros: Math.round(price * 1e6) + Math.round(fee * 1e6) });
  }
  return [...messages.values()];
}

test("08-A5 a month's cost by message type is what its messages cost, duplicates and all", async () => {
  const month = generateMonth({ events: 6000, end: new Date("2026-11-20T10:00:00Z"), seed: 8, duplicateShare: 0.05 });
  const texts = [...month].filter(({ source }) => source === "eum").map(({ text }) => text);
  const messages = messagesOf(texts);
  const rows = texts.flatMap((text) => flattenText("eum", text));
  const lake = await Lake.of({
    rows: rows.map((row) => ({ source: "eum", datehour: "2026/11/20/09", row })),
    views: [smsStatus, smsCost],
  });
  const found = await lake.query(
    "SELECT message_type, sum(message_count) AS n, round(sum(total_cost_usd) * 1e6) AS micros FROM sms_cost GROUP BY 1",
  );
  lake.close();
  const expected = [...new Set(messages.map(({ type }) => type))].map((type) => {
    const ofType = messages.filter((message) => message.type === type);
    return { message_type: type, n: ofType.length, micros: ofType.reduce((sum, { micros }) => sum + micros, 0) };
  });
  expect(messages.length).toBeGreaterThan(100);
  expect(rows.length).toBeGreaterThan(messages.length);
  expect(found).toHaveLength(expected.length);
  expect(found).toEqual(expect.arrayContaining(expected));
}, 60_000);
