import { countryOf } from "./countries";
import { simulated } from "./simulator";

it.each([
  ["+14255550142", "US"],
  ["+447700900123", "GB"],
  ["+447937404990", "JE"],
  ["+4915112345678", "DE"],
  ["+351912345678", "PT"],
  ["34683783440", "ES"],
  ["+9990000000", undefined],
])("%s is a number of %s", (number, code) => {
  expect(countryOf(number)?.code).toBe(code);
});

it.each([
  ["+14254147755", "success", "US"],
  ["+14254147167", "failure", "US"],
  ["+447860019066", "success", "GB"],
  ["+447937404992", "failure", "JE"],
  ["+3197008100148", "success", "NL"],
  ["+447700900123", undefined, "GB"],
])("the simulator's number %s: %s", (number, simulation, country) => {
  expect([simulated(number), countryOf(number)?.code]).toEqual([simulation, country]);
});
