import { rowsOf, sample } from "../../testing/sample-events";

const eventOf = (event: unknown, options = {}) => {
  const [row] = rowsOf("eum", event, { rawStorage: "none", ...options });
  return { ...row, event_key: undefined };
};

test("flattens a text message, with its context among the attributes", () => {
  expect(eventOf(sample("eum", "text-protect-blocked"), { arrivedMs: 7 })).toEqual({
    channel: "sms",
    event_type: "sms_protect_blocked",
    event_name: "TEXT_PROTECT_BLOCKED",
    event_ms: 1_763_630_111_470,
    arrival_ms: 7,
    message_ms: 1_763_630_103_170,
    message_id: "862a8790-60c0-4430-9b2b-658bda000008",
    message_type: "TRANSACTIONAL",
    sender: "+14255550100",
    destination: ["+14255550142"],
    status: "PROTECT_BLOCKED",
    status_detail: "Protect blocked",
    is_final: true,
    country: "US",
    parts: 1,
    price_micros: 0,
    carrier_fee_micros: 0,
    attributes: {
      "event.version": "1.0",
      orderid: "A-1001",
      "sms.carrier_name": "Example Mobile",
      "sms.is_international_send": "false",
      "sms.mcc": "310",
      "sms.message_encoding": "GSM",
      "sms.mnc": "800",
      "sms.protect_configuration_id": "protect-0123456789abcdef0123456789abcdef",
      "sms.protect_status": "BLOCK",
    },
  });
});

test("flattens voice: the price of a call is its price", () => {
  const call = { totalDurationInSeconds: 61, totalDurationInMinutes: 2, totalPrice: 0.026 };
  expect(eventOf({ ...sample("eum", "voice-completed"), ...call })).toMatchObject({
    channel: "voice",
    event_type: "voice_completed",
    price_micros: 26_000,
    attributes: {
      "voice.total_duration_minutes": "2",
      "voice.total_duration_seconds": "61",
      "voice.total_price": "0.026",
    },
  });
});

test("flattens RCS with agent, billing and conversation", () => {
  const conversation = {
    conversationInitiatingMessageId: "m0",
    conversationInitiatingMessageType: "RCS",
    conversationSessionFee: 0.01,
  };
  expect(eventOf({ ...sample("eum", "rcs-delivered"), ...conversation })).toMatchObject({
    channel: "rcs",
    event_type: "rcs_delivered",
    sender: "rcs-0123456789abcdef0123456789abcdef",
    price_micros: 7_000,
    carrier_fee_micros: 3_020,
    attributes: {
      "rcs.agent_iso_country_code": "US",
      "rcs.billing_event_type": "RICH",
      "rcs.business_id": "example_agent_06fr8x6o_agent",
      "rcs.conversation_initiating_message_id": "m0",
      "rcs.conversation_initiating_message_type": "RCS",
      "rcs.conversation_session_fee": "0.01",
    },
  });
});

test("a field of the event wins over context of the same name", () => {
  expect(eventOf({ eventType: "TEXT_SENT", mcc: 310, context: { "SMS.MCC": "999", Order: 5 } })).toMatchObject({
    attributes: { "sms.mcc": "310", order: "5" },
  });
});
