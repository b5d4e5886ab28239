// What `cdktf diff` and `cdktf deploy` synthesise: the users of definitions/ as one stack. See cdktf.json.
import { App, TerraformStack } from "cdktf";
import { GenesysUserState } from "genesys-user-state/cdktf";

const app = new App();
const stack = new TerraformStack(app, "users");
await GenesysUserState.planned(stack, "users", { definitions: "definitions" });
app.synth();
