import { textField } from "./text-field.ts";

export const department = textField("department", "Department.", true);
