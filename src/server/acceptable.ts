import Negotiator from "negotiator";

/** What Apollo Server answers with, to the letter: it negotiates by these texts, but only once the operation has run. */
const answered = [
  "application/json; charset=utf-8",
  "application/graphql-response+json; charset=utf-8",
];

/** Whether a client takes one of the forms of an answer; without the header it takes any. */
export function isAcceptable(accept: string | undefined): boolean {
  if (accept === undefined || accept === "") return true;
  return new Negotiator({ headers: { accept } }).mediaType(answered) !== undefined;
}
