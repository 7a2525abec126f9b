import { plan } from "../../terraform";
import { terraformVariables } from "../setup";
import { suite } from "../suite";

test.concurrent.each(suite().roots)(
  "the second plan of $name is a no-op",
  async (root) => {
    const { env } = suite();
    const { changes, text } = await plan({ cwd: root.cwd, env: { ...env, ...terraformVariables(root) } });
    expect(changes ? text : "no changes").toBe("no changes");
  },
  120_000,
);
