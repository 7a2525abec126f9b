import { App } from "cdktf";
import { builtArchitectures } from "./modules/catalog";
import { ArchitectureStack } from "./stacks/architecture-stack";

const app = new App();
for (const architecture of builtArchitectures) new ArchitectureStack(app, architecture);
app.synth();
