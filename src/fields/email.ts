import type { Field } from "./field.ts";
import { textField } from "./text-field.ts";

/** The login e-mail. It changes only through `previously` or `renameEmail`, never by a key of its own. */
export const email: Field = {
  ...textField("email", "Login e-mail: the key of the user's entry.", false),
  inDefinitions: false,
};
