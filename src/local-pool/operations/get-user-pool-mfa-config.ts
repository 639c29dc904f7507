import { poolOf, query } from "../operation.js";
import { mfaConfigForm } from "./wire-forms.js";

/** Whether a pool asks for second factors, and which ones it offers. */
export const getUserPoolMfaConfig = query("GetUserPoolMfaConfig", (call) =>
  mfaConfigForm(poolOf(call)),
);
