import { runCommand } from "../../client";
import { destroy } from "../../terraform";
import { terraformVariables } from "../setup";
import { suite } from "../suite";

/** A Firehose that is deleted loses what it has buffered: that is delivered before. */
const flushed = runCommand(suite().endpoint, "flush", "{}");

test.concurrent.each(suite().roots)(
  "$name is destroyed",
  async (root) => {
    await flushed;
    const { env } = suite();
    const text = await destroy({ cwd: root.cwd, env: { ...env, ...terraformVariables(root) } });
    expect(text).toContain("Destroy complete!");
  },
  300_000,
);
