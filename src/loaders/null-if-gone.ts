import { GatewayError } from "../errors/gateway-error.js";

/** What is asked about a user; null when the user is gone meanwhile. */
export async function nullIfGone<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof GatewayError && error.code === "USER_NOT_FOUND") return null;
    throw error;
  }
}
