import { stepOfCode } from "../crypto/totp.js";
import type { User } from "../directory/user.js";
import { deliveryForm, sendCode } from "../messages/codes.js";
import { addressAttribute, undeliverable } from "../messages/send-message.js";
import { mediumOf, offeredFactors, usableFactors, type Factor } from "./factors.js";
import { newSession } from "./session.js";
import type { ChallengeCall, SignInCall } from "./sign-in-call.js";

type Answer = Readonly<Record<string, unknown>>;

/**
 * The challenge that a user with the right password meets; null for tokens. The preferred factor is asked for, else the only
 * one, else which one it shall be; of a user without one, in a pool that requires it, that one is set up.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html
 */
export function secondFactorChallenge(call: SignInCall, user: User): Answer | null {
  const usable = usableFactors(call.pool, user);
  const [only, second] = usable;
  if (only === undefined) return challengeWithoutFactor(call, user);
  const preferred = usable.find((factor) => factor === user.preferredMfa);
  if (preferred !== undefined || second === undefined) {
    return factorChallenge(call, user, preferred ?? only);
  }
  return challenge(call, user, "SELECT_MFA_TYPE", { MFAS_CAN_CHOOSE: JSON.stringify(usable) });
}

function challengeWithoutFactor(call: SignInCall, user: User): Answer | null {
  const offered = offeredFactors(call.pool);
  if (call.pool.settings.mfaConfiguration === "ON") {
    return challenge(call, user, "MFA_SETUP", { MFAS_CAN_SETUP: JSON.stringify(offered) });
  }
  const unanswerable = offered.find((factor) => user.mfa.includes(factor));
  if (unanswerable === undefined) return null;
  // By inference: a factor that is on is asked for at every sign-in, so one whose address is gone is no way around it.
  throw call.error(
    "InvalidParameterException",
    `User does not have an address for ${unanswerable}`,
  );
}

/** Answers SELECT_MFA_TYPE. The API reference calls EMAIL_OTP EMAIL_MFA here, so either name will do. */
export function chooseFactor(call: ChallengeCall, user: User, answer: string): Answer {
  const name = answer === "EMAIL_MFA" ? "EMAIL_OTP" : answer;
  const factor = usableFactors(call.pool, user).find((candidate) => candidate === name);
  if (factor === undefined) throw noMethod(call);
  return factorChallenge(call, user, factor);
}

/** Takes the code of a factor; throws unless it is right, given for the first time, and the user still has the factor. */
export function takeCode(call: ChallengeCall, user: User, name: string, code: string): void {
  const factor = usableFactors(call.pool, user).find((candidate) => candidate === name);
  if (factor === undefined) {
    throw name === "SOFTWARE_TOKEN_MFA" ? noSoftwareToken(call) : noMethod(call);
  }
  const medium = mediumOf[factor];
  if (medium === null) {
    takeTotp(call, user, code);
    return;
  }
  const sent = user.codes.get("mfa");
  if (sent?.code !== code || sent.attribute !== addressAttribute[medium]) throw mismatch(call);
  user.codes.delete("mfa");
}

/** Takes the end of a set-up: the app was registered in this sign-in, and nothing has come of that yet. */
export function takeSetUp(call: ChallengeCall, user: User, proof: string): void {
  // By inference: AWS does not say how it answers a set-up that is not complete.
  if (proof === "" || proof !== user.setUpProof) throw noSoftwareToken(call);
  user.setUpProof = undefined;
}

function takeTotp(call: ChallengeCall, user: User, code: string): void {
  if (user.totpSecret === undefined) throw mismatch(call);
  const step = stepOfCode(user.totpSecret, code, call.now);
  if (step === undefined) throw mismatch(call);
  if (step <= user.totpStep) {
    throw call.error("ExpiredCodeException", "Your software token has already been used once.");
  }
  user.totpStep = step;
}

function factorChallenge(call: SignInCall, user: User, factor: Factor): Answer {
  const medium = mediumOf[factor];
  if (medium === null) return challenge(call, user, factor, {});
  const letter = { ...call, input: { Username: user.username } };
  const failed = sendCode(letter, "mfa", { pool: call.pool, user, medium });
  if (failed !== null) throw undeliverable(call, failed);
  return challenge(call, user, factor, {
    CODE_DELIVERY_DELIVERY_MEDIUM: medium,
    CODE_DELIVERY_DESTINATION: deliveryForm(user, medium).Destination,
  });
}

const challenge = (
  call: SignInCall,
  user: User,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Answer => ({
  Session: newSession(call, user, { challenge: name, proof: "" }),
  ChallengeName: name,
  ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...parameters },
});

/** https://github.com/aws-amplify/amplify-js/issues/3066 */
export const mismatch = (call: ChallengeCall): Error =>
  call.error("CodeMismatchException", "Invalid code or auth state for the user.");

/** https://github.com/amazon-archives/amazon-cognito-identity-js/issues/630 */
const noSoftwareToken = (call: ChallengeCall): Error =>
  call.error(
    "SoftwareTokenMFANotFoundException",
    "Software Token MFA does not exist for the user.",
  );

/** By inference, from the description of the exception. */
const noMethod = (call: ChallengeCall): Error =>
  call.error("MFAMethodNotFoundException", "The user has no such MFA method.");
