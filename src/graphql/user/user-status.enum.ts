import { registerEnumType } from "type-graphql";
import { userStatuses } from "../../cognito/records/records.js";
import { enumValues } from "../enum-values.js";

export const UserStatus = enumValues(userStatuses);

registerEnumType(UserStatus, {
  name: "UserStatus",
  description:
    "Where a user stands between sign-up and signing in (Cognito's UserStatusType). " +
    "Whether the account is switched off is told by `enabled`, not by the status.",
  valuesConfig: {
    UNCONFIRMED: {
      description: "Signed up, but not confirmed yet: the user cannot sign in.",
    },
    CONFIRMED: {
      description:
        "Confirmed, with a password of their own: the user can sign in at once. The status after a permanent password " +
        "was set, and after a user has replaced a temporary one.",
    },
    EXTERNAL_PROVIDER: {
      description:
        "Signs in through a SAML, OpenID Connect or social identity provider. Setting a password would make the " +
        "profile CONFIRMED and open to local sign-in as well, which AWS advises against; the gateway refuses it " +
        "with FEDERATED_USER unless expressly granted.",
    },
    RESET_REQUIRED: {
      description:
        "The user must ask for a code and choose a new password before they can sign in, or an administrator sets one.",
    },
    FORCE_CHANGE_PASSWORD: {
      description:
        "Has a temporary password. The next sign-in with it answers with the challenge NEW_PASSWORD_REQUIRED, and the user " +
        "becomes CONFIRMED by choosing a password. When the temporary password has expired, the user cannot sign " +
        "in any more and an administrator must set it again; the status does not show the expiry.",
    },
    ARCHIVED: { description: "No longer used by Cognito." },
    COMPROMISED: { description: "The user was disabled because of a possible security threat." },
    UNKNOWN: { description: "A status that this version of the gateway does not know." },
  },
});
