import { destroy } from "../../terraform";
import { terraformVariables } from "../setup";
import { suite } from "../suite";

test.concurrent.each(suite().roots)(
  "$name is destroyed",
  async (root) => {
    const { env } = suite();
    const text = await destroy({ cwd: root.cwd, env: { ...env, ...terraformVariables(root) } });
    expect(text).toContain("Destroy complete!");
  },
  300_000,
);
