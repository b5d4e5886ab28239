import { textField } from "./text-field.ts";

export const preferredName = textField("preferredName", "Preferred name, shown instead of the name.", true);
