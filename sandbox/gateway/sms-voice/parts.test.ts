import { encode } from "./parts";

it.each([
  ["an empty text", "", "GSM", 1],
  ["160 characters of GSM", "a".repeat(160), "GSM", 1],
  ["161 characters of GSM", "a".repeat(161), "GSM", 2],
  ["306 characters of GSM", "a".repeat(306), "GSM", 2],
  ["307 characters of GSM", "a".repeat(307), "GSM", 3],
  ["euro signs, which count twice", "€".repeat(81), "GSM", 2],
  ["a euro sign that no part may split", `${"a".repeat(152)}€${"a".repeat(152)}`, "GSM", 3],
  ["letters that GSM has", "Äöñ à Ω", "GSM", 1],
  ["a letter that it has not", "ç", "UNICODE", 1],
  ["70 units of Unicode", "щ".repeat(70), "UNICODE", 1],
  ["71 units of Unicode", "щ".repeat(71), "UNICODE", 2],
  ["emoji, which count twice", "👍".repeat(36), "UNICODE", 2],
])("%s", (_, body, encoding, parts) => {
  expect(encode(body)).toEqual({ encoding, parts });
});
