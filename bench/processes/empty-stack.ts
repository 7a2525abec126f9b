import { App, TerraformStack } from "cdktf";

// The least that a synthesis with these provider bindings costs; their modules are the arguments.
for (const binding of process.argv.slice(2)) require(binding);
const app = new App();
new TerraformStack(app, "empty");
app.synth();
