import { readFileSync } from "node:fs";
import { lostDeliveries } from "../../log-watch";
import { suite } from "../suite";

test("nothing that was sent got lost in the local cloud", () => {
  expect(lostDeliveries(readFileSync(suite().logFile, "utf8"))).toEqual([]);
});
