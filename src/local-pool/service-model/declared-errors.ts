// Groups of errors that the service model declares together; an operation's row adds its own.

/** Declared for every operation. */
export const always = [
  "InternalErrorException",
  "InvalidParameterException",
  "NotAuthorizedException",
] as const;

/** Declared for nearly every operation on an existing pool. */
export const onPool = [
  ...always,
  "OperationNotEnabledException",
  "ResourceNotFoundException",
  "TooManyRequestsException",
] as const;

/** Declared for operations on one user. */
export const onUser = [...onPool, "UserNotFoundException"] as const;

/** Declared where the pool's functions may be called. */
export const onTrigger = [
  "InvalidLambdaResponseException",
  "UnexpectedLambdaException",
  "UserLambdaValidationException",
] as const;

/** Declared where a text message may be sent. */
export const onMessage = [
  "InvalidSmsRoleAccessPolicyException",
  "InvalidSmsRoleTrustRelationshipException",
] as const;

/** Declared where a text message or an e-mail may be sent. */
export const onAnyMessage = [...onMessage, "InvalidEmailRoleAccessPolicyException"] as const;

/** Declared for every step of signing in. */
export const onSignIn = [
  ...onUser,
  ...onTrigger,
  ...onAnyMessage,
  "InvalidUserPoolConfigurationException",
  "PasswordResetRequiredException",
  "UserNotConfirmedException",
] as const;
