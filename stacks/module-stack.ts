import { App } from "cdktf";
import type { BuiltArchitecture } from "../modules/catalog";
import { EngagementStack } from "./engagement-stack";
import { addModule } from "./module-interface";

/** A stack that holds nothing but a module: no provider, no backend. Emission reads its graph. */
export function moduleStack({ id, construct }: BuiltArchitecture): EngagementStack {
  const stack = new EngagementStack(new App(), id);
  addModule(stack, id, construct);
  return stack;
}
