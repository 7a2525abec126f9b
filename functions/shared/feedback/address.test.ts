import * as fc from "fast-check";
import { isSimulatorAddress, readAddress } from "./address";

test.each([
  ["gone@example.com", "gone@example.com", "gone@example.com"],
  ["  Gone.User@Example.COM ", "Gone.User@example.com", "gone.user@example.com"],
  ['"Gone, <the> User" <Gone@example.com>', "Gone@example.com", "gone@example.com"],
  ["info@Bücher.example", "info@xn--bcher-kva.example", "info@xn--bcher-kva.example"],
  ['"a@b"@example.com', '"a@b"@example.com', '"a@b"@example.com'],
  ["Jose\u0301@example.com", "José@example.com", "josé@example.com"],
  ["user@[192.0.2.1]", "user@[192.0.2.1]", "user@[192.0.2.1]"],
])("reads %j", (text, address, key) => {
  expect(readAddress(text)).toEqual({ address, key });
});

test.each(["", "gone", "@example.com", "gone@", "Gone <gone>", "<>"])("finds no address in %j", (text) => {
  expect(readAddress(text)).toBeUndefined();
});

test("is stable: what it gives it reads the same again", () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: "grapheme" })), (text) => {
      const first = readAddress(text);
      if (first === undefined) return;
      expect(first.key).toBe(first.address.toLowerCase());
      expect(readAddress(first.address)).toEqual(first);
    }),
    { seed: 1 },
  );
});

test("knows the mailbox simulator", () => {
  expect(isSimulatorAddress("bounce+label@Simulator.AmazonSES.com")).toBe(true);
  expect(isSimulatorAddress("bounce@simulator.amazonses.com.example.com")).toBe(false);
});
