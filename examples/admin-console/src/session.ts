import type { Settings } from "./settings.js";
import { renew, type Tokens } from "./sign-in/cognito.js";

/** Somebody who has signed in, for as long as the page is open. */
export interface Session {
  readonly username: string;
  /** A token that counts for a while yet. */
  token(): Promise<string>;
}

/** A token is renewed before it is too late to use it. */
const marginMs = 30_000;

export function createSession(settings: Settings, username: string, first: Tokens): Session {
  let tokens = first;
  let renewing: Promise<void> | undefined;
  const replace = async () => {
    // The old one is used to its end: the gateway says when that is.
    tokens = (await renew(settings, tokens)) ?? tokens;
    renewing = undefined;
  };
  return {
    username,
    token: async () => {
      if (tokens.expiresAt - marginMs < Date.now()) await (renewing ??= replace());
      return tokens.accessToken;
    },
  };
}
