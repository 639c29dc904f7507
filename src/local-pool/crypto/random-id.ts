import { randomInt } from "node:crypto";

const LETTERS_AND_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Random lower-case letters and digits, of which the service makes its ids. */
export const randomId = (length: number): string =>
  Array.from({ length }, () =>
    LETTERS_AND_DIGITS.charAt(randomInt(LETTERS_AND_DIGITS.length)),
  ).join("");
