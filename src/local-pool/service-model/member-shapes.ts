// Lengths, patterns and choices of the published service model, version 2016-04-18.
import { flag, integer, list, structure, text, word } from "./shape.js";

export const userPoolId = text({ min: 1, max: 55, pattern: /^[\w-]+_[0-9a-zA-Z]+$/u });
export const poolName = text({ min: 1, max: 128, pattern: /^[\w\s+=,.@-]+$/u });
export const clientId = text({ min: 1, max: 128, pattern: /^[\w+]+$/u, sensitive: true });
export const username = text({
  min: 1,
  max: 128,
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
  sensitive: true,
});
// The only pattern that is not anchored: the policy counts an inner space as a symbol.
// The model says "[\S]+"; the service itself asks for more, as its refusals of an outer blank quote it:
// https://github.com/cds-snc/platform-forms-client/issues/5635. It writes ".*", which in Java matches no line break:
// https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
export const password = text({ max: 256, pattern: /^[\S]+[^\n\r]*[\S]+$/u, sensitive: true });
export const attributeName = text({
  min: 1,
  max: 32,
  pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}\t\n\r ]+$/u,
});
export const attributes = list(
  structure(["Name"], { Name: attributeName, Value: text({ max: 2048, sensitive: true }) }),
);
export const groupName = text({ min: 1, max: 128, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u });
export const roleArn = text({
  min: 20,
  max: 2048,
  pattern:
    /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:([\w+=/,.@-]*)?:[0-9]+:[\w+=/,.@-]+(:[\w+=/,.@-]+)?(:[\w+=/,.@-]+)?$/u,
});
export const pageToken = text({ min: 1, max: 131_072, pattern: /^[\S]+$/u });
export const pageLimit = integer(0, 60);
export const accessToken = text({ pattern: /^[A-Za-z0-9\-_=.]+$/u, sensitive: true });
export const secretHash = text({ min: 1, max: 128, pattern: /^[\w+=/]+$/u, sensitive: true });
export const confirmationCode = text({ min: 1, max: 2048, pattern: /^[\S]+$/u, sensitive: true });
export const session = text({ min: 20, max: 2048, sensitive: true });
/** What an app tells of its user's device. */
export const userContextData = structure([], { IpAddress: text({}), EncodedData: text({}) });
/** What a server tells of its user's request. */
export const contextData = structure(["IpAddress", "ServerName", "ServerPath", "HttpHeaders"], {
  IpAddress: text({}),
  ServerName: text({}),
  ServerPath: text({}),
  HttpHeaders: list(structure([], { headerName: text({}), headerValue: text({}) })),
  EncodedData: text({}),
});
export const mfaConfiguration = word("OFF", "ON", "OPTIONAL");
export const secondFactor = word("SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP");
export const mfaSettings = structure([], { Enabled: flag, PreferredMfa: flag });

export const passwordPolicy = structure([], {
  MinimumLength: integer(6, 99),
  RequireUppercase: flag,
  RequireLowercase: flag,
  RequireNumbers: flag,
  RequireSymbols: flag,
  PasswordHistorySize: integer(0, 24),
  TemporaryPasswordValidityDays: integer(0, 365),
});
export const adminCreateUserConfig = structure([], {
  AllowAdminCreateUserOnly: flag,
  UnusedAccountValidityDays: integer(0, 365),
});
export const recoveryMechanism = word("verified_email", "verified_phone_number", "admin_only");
export const recoverySetting = structure([], {
  RecoveryMechanisms: list(
    structure(["Priority", "Name"], {
      Priority: integer(1, 2),
      Name: recoveryMechanism,
    }),
  ),
});
export const attributeUpdateSettings = structure([], {
  AttributesRequireVerificationBeforeUpdate: list(word("phone_number", "email")),
});
export const schemaAttribute = structure([], {
  Name: text({ min: 1, max: 20, pattern: /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u }),
  AttributeDataType: word("String", "Number", "DateTime", "Boolean"),
  DeveloperOnlyAttribute: flag,
  Mutable: flag,
  Required: flag,
  StringAttributeConstraints: structure([], {
    MinLength: text({ max: 131_072 }),
    MaxLength: text({ max: 131_072 }),
  }),
  NumberAttributeConstraints: structure([], {
    MinValue: text({ max: 131_072 }),
    MaxValue: text({ max: 131_072 }),
  }),
});
export const userPoolTier = word("LITE", "ESSENTIALS", "PLUS");
export const aliasAttributes = list(word("phone_number", "email", "preferred_username"));
export const usernameAttributes = list(word("phone_number", "email"));
export const timeUnit = word("seconds", "minutes", "hours", "days");
export const explicitAuthFlows = list(
  word(
    "ADMIN_NO_SRP_AUTH",
    "CUSTOM_AUTH_FLOW_ONLY",
    "USER_PASSWORD_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_CUSTOM_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
    "ALLOW_USER_AUTH",
  ),
);
export const authFlow = word(
  "USER_SRP_AUTH",
  "REFRESH_TOKEN_AUTH",
  "REFRESH_TOKEN",
  "CUSTOM_AUTH",
  "ADMIN_NO_SRP_AUTH",
  "USER_PASSWORD_AUTH",
  "ADMIN_USER_PASSWORD_AUTH",
  "USER_AUTH",
);
export const challengeName = word(
  "SMS_MFA",
  "EMAIL_OTP",
  "SOFTWARE_TOKEN_MFA",
  "SELECT_MFA_TYPE",
  "MFA_SETUP",
  "PASSWORD_VERIFIER",
  "CUSTOM_CHALLENGE",
  "SELECT_CHALLENGE",
  "DEVICE_SRP_AUTH",
  "DEVICE_PASSWORD_VERIFIER",
  "ADMIN_NO_SRP_AUTH",
  "NEW_PASSWORD_REQUIRED",
  "SMS_OTP",
  "PASSWORD",
  "WEB_AUTHN",
  "PASSWORD_SRP",
);
