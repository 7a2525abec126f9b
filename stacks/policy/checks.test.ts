import { builtArchitectures } from "../../modules/catalog";
import { SynthesizedModule } from "../testing";
import { checks } from "./checks";
import { ACTIONS_ON_EVERYTHING, SERVICES_WITHOUT_SOURCE } from "./explained";
import { mistakes } from "./mistakes";
import { actionsOnEverything, servicesWithoutSource } from "./policies";

const modules = builtArchitectures.map((architecture): [string, SynthesizedModule] => [
  architecture.id,
  SynthesizedModule.of(architecture),
]);

describe.each(Object.keys(checks) as (keyof typeof checks)[])("%s", (name) => {
  test.each(modules)("holds in %s", (_, module) => {
    expect(checks[name](module)).toEqual([]);
  });

  test.each(mistakes[name])("finds: $problems", ({ graph, problems }) => {
    expect(checks[name](new SynthesizedModule(graph))).toEqual(problems);
  });
});

test("every exception is needed by a module", () => {
  const actions = modules.flatMap(([, module]) => actionsOnEverything(module).map(({ action }) => action));
  const services = modules.flatMap(([, module]) => servicesWithoutSource(module).map(({ service }) => service));
  const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
  expect(sorted(actions)).toEqual(Object.keys(ACTIONS_ON_EVERYTHING).sort());
  expect(sorted(services.map((service) => service.split(".")[0] ?? ""))).toEqual(
    Object.keys(SERVICES_WITHOUT_SOURCE).sort(),
  );
});
