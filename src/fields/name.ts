import { textField } from "./text-field.ts";

export const name = textField("name", "Display name.", false);
