/** What a pool asks of a password, as `UserPool.passwordPolicy` tells it. */
export interface Policy {
  readonly minimumLength: number;
  readonly requireUppercase: boolean;
  readonly requireLowercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
}

/** One rule as the gateway names it in `violations`, in words, and whether a password keeps it. */
export interface Rule {
  readonly code: string;
  readonly text: string;
  readonly isKept: (password: string) => boolean;
  /** Kept by nearly every password, so told only when it is broken. */
  readonly isQuiet?: boolean;
}

/** What Cognito counts as a symbol: punctuation of ASCII, and a blank that is neither first nor last. */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?<=.) (?=.)/s;

/** The rules of every pool. */
const always: readonly Rule[] = [
  {
    code: "LEADING_OR_TRAILING_SPACE",
    text: "No blank at the beginning or the end",
    isQuiet: true,
    isKept: (password) => !/^\s|\s$/.test(password),
  },
  {
    code: "LINE_BREAK",
    text: "No line break",
    isQuiet: true,
    isKept: (password) => !/[\n\r]/.test(password.trim()),
  },
  {
    code: "TOO_LONG",
    text: "At most 256 characters",
    isQuiet: true,
    isKept: (password) => password.length <= 256,
  },
];

/** The rules of a pool: a help while somebody types. What counts is what the gateway and Cognito say. */
export function rulesOf(policy: Policy): readonly Rule[] {
  const { minimumLength: least } = policy;
  const rules: readonly (Rule & { readonly isAsked: boolean })[] = [
    {
      code: "TOO_SHORT",
      text: `At least ${least} characters`,
      isAsked: true,
      isKept: (password) => password.length >= least,
    },
    {
      code: "NO_UPPERCASE",
      text: "A capital letter, A to Z",
      isAsked: policy.requireUppercase,
      isKept: (password) => /[A-Z]/.test(password),
    },
    {
      code: "NO_LOWERCASE",
      text: "A small letter, a to z",
      isAsked: policy.requireLowercase,
      isKept: (password) => /[a-z]/.test(password),
    },
    {
      code: "NO_NUMBER",
      text: "A digit, 0 to 9",
      isAsked: policy.requireNumbers,
      isKept: (password) => /[0-9]/.test(password),
    },
    {
      code: "NO_SYMBOL",
      text: "A symbol, such as ! ? # -",
      isAsked: policy.requireSymbols,
      isKept: (password) => symbol.test(password),
    },
  ];
  return [...rules.filter(({ isAsked }) => isAsked), ...always];
}
