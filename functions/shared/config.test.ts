import * as z from "zod/mini";
import { commonVariables, flag, mapOfRates, oneOf, rate, readConfig, text, wholeNumber } from "./config";
import { ConfigurationError } from "./errors";

const variables = {
  TABLE_NAME: text("the table's name"),
  ENABLED: flag(),
  DAYS: wholeNumber(1, 365),
  POLICY: oneOf("all", "none"),
  BUS_NAME: z.optional(text("a bus name")),
};
const good = { TABLE_NAME: "contacts", ENABLED: "false", DAYS: "30", POLICY: "all" };

test("gives typed values and leaves out what is absent", () => {
  expect(readConfig(variables, { ...good, PATH: "/bin" })).toEqual({
    TABLE_NAME: "contacts",
    ENABLED: false,
    DAYS: 30,
    POLICY: "all",
  });
});

test("names every wrong variable, its value and what is allowed", () => {
  const environment = { ENABLED: "yes", DAYS: "1.5", POLICY: "some", BUS_NAME: "" };
  expect(() => readConfig(variables, environment)).toThrow(
    new ConfigurationError(
      "TABLE_NAME must be the table's name; got nothing. " +
        'ENABLED must be true or false; got "yes". ' +
        'DAYS must be a whole number from 1 to 365; got "1.5". ' +
        'POLICY must be one of all, none; got "some". ' +
        'BUS_NAME must be a bus name; got "". ' +
        "See Inputs in this module's README.",
    ),
  );
});

test.each(["0", "366", "-1", "", " 3", "1e2"])("refuses %j as a number of days", (DAYS) => {
  expect(() => readConfig(variables, { ...good, DAYS })).toThrow("DAYS must be a whole number from 1 to 365");
});

test("asks for the variables that logs and metrics need", () => {
  expect(() => readConfig(commonVariables, {})).toThrow(
    /POWERTOOLS_SERVICE_NAME must be .* POWERTOOLS_METRICS_NAMESPACE must be .* DEPLOYMENT must be /,
  );
});

test("reads rates, alone and by name", () => {
  const rates = { RATE: rate(), RATES: mapOfRates() };
  const environment = { RATE: "0.5", RATES: '{"default": 1, "+14255550100": 3}' };
  expect(readConfig(rates, environment)).toEqual({ RATE: 0.5, RATES: { default: 1, "+14255550100": 3 } });
  for (const wrong of ["0", "-1", "fast", "", "Infinity"]) {
    expect(() => readConfig(rates, { ...environment, RATE: wrong })).toThrow("RATE must be a number above 0");
  }
  for (const wrong of ["[1]", '{"a": 0}', '{"a": "1"}', "{"]) {
    expect(() => readConfig(rates, { ...environment, RATES: wrong })).toThrow(
      "RATES must be a JSON object of numbers above 0",
    );
  }
});
