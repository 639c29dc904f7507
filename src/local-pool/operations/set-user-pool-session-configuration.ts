import { command, poolOf } from "../operation.js";
import { sessionConfigurationForm } from "./activity-forms.js";

/** Turns the tracking of sessions on or off; the SDK asks for the Essentials or the Plus tier for either. */
export const setUserPoolSessionConfiguration = command(
  "SetUserPoolSessionConfiguration",
  (call) => {
    const pool = poolOf(call);
    if (pool.settings.tier === "LITE") {
      throw call.error(
        "FeatureUnavailableInTierException",
        "Session tracking is not available in the LITE pricing tier.",
      );
    }
    const { UserSessionTracking: tracking, TokenSession: tokens } = call.input;
    pool.sessionTracking = { isOn: tracking === "ENABLED", maxPerUser: tokens.MaxPerUser };
    pool.modifiedAt = call.now;
    return sessionConfigurationForm(pool);
  },
);
