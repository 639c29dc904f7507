import { poolOf, query } from "../operation.js";
import { sessionConfigurationForm } from "./activity-forms.js";

/** Whether a pool tracks sessions, and how many a user may have; the defaults where nobody ever said. */
export const getUserPoolSessionConfiguration = query("GetUserPoolSessionConfiguration", (call) =>
  sessionConfigurationForm(poolOf(call)),
);
