/** What an app of CDKTF imports as `genesys-user-state/cdktf`. */
export type { ApplyConfig, PinnedConfig, PlannedConfig } from "./config.ts";
export { GenesysUserState } from "./construct.ts";
export { SynthError } from "./synth-error.ts";
